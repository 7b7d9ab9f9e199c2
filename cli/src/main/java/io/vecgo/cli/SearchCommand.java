package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.input.VectorFile;
import io.vecgo.cli.input.VectorRule;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.SearchJson;
import io.vecgo.cli.output.SearchReport;
import io.vecgo.cli.output.SearchReport.Detail;
import io.vecgo.cli.output.SearchTables;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the nearest vectors of each query in a file, or the texts that have words, or both. */
@Command(
    name = "search",
    description = {
      "Finds the nearest vectors of each query in a file, the texts that have some words, or both.",
      "",
      "Query files are .fvecs, .npy (float32 or float64, two dimensions, C order) or JSON lines;"
          + " each plain or gzipped."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --k 10",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --filter \"pos = 'verb' and words > 2\"",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --limit-queries 1 --exact --json",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --group-by pos --k 5 --per-group 2",
      "  ${COMMAND-FULL-NAME} ./db --text \"sahara wind\"",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --limit-queries 1 \\",
      "      --hybrid \"sahara wind\""
    })
final class SearchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--vectors", paramLabel = "FILE", description = "The queries.")
  private Optional<Path> vectors = Optional.empty();

  @Mixin private TextOptions text = new TextOptions();

  @Mixin private VectorFieldOption vectorField = new VectorFieldOption();

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many hits for each query (default: ${DEFAULT-VALUE}).")
  private int k;

  @Mixin private FilterOption which = new FilterOption();

  @Option(names = "--exact", description = "Compare every vector instead of walking the graph.")
  private boolean exact;

  @Option(
      names = "--ef",
      paramLabel = "N",
      description = "Candidates that a graph walk keeps; more find more and take longer.")
  private Optional<Integer> ef = Optional.empty();

  @Option(
      names = "--oversampling",
      paramLabel = "X",
      description = "Compare X times k candidates by their full vectors, 1 to 1000.")
  private Optional<Double> oversampling = Optional.empty();

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      description = "Only the first N queries of the file.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--range",
      paramLabel = "SCORE",
      description =
          "All records with a squared distance of at most SCORE (l2), or a similarity of at least"
              + " SCORE (cosine, dot), in place of the nearest K.")
  private Optional<Float> range = Optional.empty();

  @Option(
      names = "--group-by",
      paramLabel = "FIELD",
      description = "The best K groups of records with the same value of this field.")
  private Optional<String> groupBy = Optional.empty();

  @Option(
      names = "--per-group",
      paramLabel = "N",
      defaultValue = "3",
      description = "At most N hits of each group (default: ${DEFAULT-VALUE}).")
  private int perGroup;

  @Option(
      names = "--explain",
      description = "Tell how each part was searched, why, and what it took.")
  private boolean explain;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print one JSON object per line for each query.")
  private boolean json;

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Limits.checkRange("limit-queries", limit, 1, Long.MAX_VALUE);
    if (range.isPresent() && groupBy.isPresent()) {
      throw new IllegalArgumentException(
          "group-by=" + groupBy.get() + ": must not be given together with --range");
    }
    if (vectors.isEmpty() && range.isPresent()) {
      throw new IllegalArgumentException("range=" + range.get() + ": must come with --vectors");
    }
    text.check(vectors.isPresent());
    try (Vecgo db = Vecgo.open(database.store(), at.options())) {
      Detail detail = explain ? Detail.EXPLAINED : Detail.BRIEF;
      SearchReport report =
          json
              ? new SearchJson(console.out(), detail)
              : new SearchTables(console, db.schema(), detail);
      if (vectors.isPresent()) {
        searchAll(db, vectors.get(), report);
      } else {
        search(db, 0, configured(text.byText(text.textAlone().orElseThrow())), report);
      }
      report.end();
    }
    return ExitCode.GOOD;
  }

  private void searchAll(Vecgo db, Path file, SearchReport report) throws IOException {
    try (RowReader<float[]> queries =
        VectorFile.open(file, VectorRule.of(db.dimension(), db.metric()), vectorField.name())) {
      long number = 0;
      while (number < limit && !console.out().checkError()) {
        Optional<float[]> vector = queries.next();
        if (vector.isEmpty()) {
          break;
        }
        search(db, number++, configured(text.byVector(vector.get())), report);
      }
      if (number == 0) {
        throw new BadInputException(file + ": holds no vectors, expected at least one query");
      }
    }
  }

  private void search(Vecgo db, long number, Query query, SearchReport report) {
    if (range.isPresent()) {
      report.addRange(number, range(db, query, range.get()));
    } else if (groupBy.isPresent()) {
      Grouping grouping = new Grouping(groupBy.get(), k, perGroup);
      report.addGroups(number, db.searchGroups(query, grouping));
    } else {
      report.add(number, db.search(query));
    }
  }

  /** Best first: in the order in which the metric of the database puts scores. */
  private static List<Hit> range(Vecgo db, Query query, float threshold) {
    Comparator<Hit> ascending = Comparator.comparingDouble(Hit::score);
    Comparator<Hit> order = db.metric() == Metric.L2 ? ascending : ascending.reversed();
    try (Stream<Hit> hits = db.searchRange(query, threshold)) {
      return hits.sorted(order.thenComparingLong(Hit::id)).toList();
    }
  }

  private Query configured(Query unconfigured) {
    Query query = unconfigured.k(k).filter(which.filter());
    query = ef.isPresent() ? query.ef(ef.get()) : query;
    query = oversampling.isPresent() ? query.oversampling(oversampling.get()) : query;
    query = exact ? query.exact() : query;
    return json ? query.returning() : query;
  }
}
