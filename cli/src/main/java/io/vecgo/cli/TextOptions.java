package io.vecgo.cli;

import io.vecgo.model.Fusion;
import io.vecgo.model.Query;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a search that have to do with texts. */
final class TextOptions {
  @Option(
      names = "--text",
      paramLabel = "WORDS",
      description = "Find the records whose texts have these words, by BM25.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--hybrid",
      paramLabel = "WORDS",
      description = "Fuse the nearest vectors of each query with the texts that have these words.")
  private Optional<String> hybrid = Optional.empty();

  @Option(
      names = "--in",
      paramLabel = "FIELD",
      split = ",",
      description = "The text fields that are searched (default: all of the schema).")
  private List<String> fields = List.of();

  @Option(
      names = "--fusion",
      paramLabel = "NAME",
      defaultValue = "rrf",
      converter = Arguments.ToFusion.class,
      description = "How both sides are fused: rrf, minmax or zscore (default: ${DEFAULT-VALUE}).")
  private Fusion fusion = Fusion.rrf(Fusion.RRF_K_DEFAULT);

  @Option(
      names = "--vector-weight",
      paramLabel = "X",
      defaultValue = "1",
      description = "How much vectors count in a hybrid search (default: ${DEFAULT-VALUE}).")
  private double vectorWeight;

  @Option(
      names = "--text-weight",
      paramLabel = "X",
      defaultValue = "1",
      description = "How much texts count in a hybrid search (default: ${DEFAULT-VALUE}).")
  private double textWeight;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Records that each side of a hybrid search finds (default: 2 k, at least 50).")
  private Optional<Integer> depth = Optional.empty();

  /** The words to search by, if the search is by text alone. */
  Optional<String> textAlone() {
    return text;
  }

  /** A search by words alone. */
  Query byText(String words) {
    return Query.text(words).in(fields.toArray(String[]::new));
  }

  /** A search by a vector, and by words too if wanted. */
  Query byVector(float[] vector) {
    return hybrid
        .map(words -> configured(Query.hybrid(vector, words)))
        .orElseGet(() -> Query.of(vector));
  }

  private Query configured(Query query) {
    Query chosen =
        query.in(fields.toArray(String[]::new)).fusion(fusion.weights(vectorWeight, textWeight));
    return depth.map(chosen::depth).orElse(chosen);
  }

  /**
   * Refuses options that do not go together.
   *
   * @param hasVectors whether there is a file of vectors to search by
   */
  void check(boolean hasVectors) {
    if (hasVectors == text.isPresent()) {
      throw new IllegalArgumentException(
          "search needs either --vectors or --text; for both together use --vectors and --hybrid");
    }
    if (hybrid.isPresent() && !hasVectors) {
      throw new IllegalArgumentException("--hybrid needs --vectors; by words alone use --text");
    }
  }
}
