package io.vecgo.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics prove that no row matches, and never that of rows of which one does. */
class PruningTest {

  static MetadataStatistics statistics(List<Document> documents) {
    StatisticsBuilder builder = new StatisticsBuilder();
    StripeBuilder stripe = new StripeBuilder();
    for (int row = 0; row < documents.size(); row++) {
      stripe.add(documents.get(row));
      if (row % 7 == 6 || row == documents.size() - 1) {
        builder.add(stripe);
        stripe = new StripeBuilder();
      }
    }
    return builder.build();
  }

  private static MetadataStatistics of(int rows, IntFunction<Document> document) {
    return statistics(IntStream.range(0, rows).mapToObj(document).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowsOfWhichOneMatchesAreNeverPruned(long seed) {
    Random random = new Random(seed);
    RandomMetadata metadata = new RandomMetadata(seed);
    int pruned = 0;
    for (int i = 0; i < 100; i++) {
      List<Document> documents =
          Stream.generate(metadata::document).limit(1 + random.nextInt(8)).toList();
      MetadataStatistics statistics = statistics(documents);
      assertThat(documents).as("seed %d", seed).allMatch(statistics::admits);
      for (int j = 0; j < 100; j++) {
        Filter filter = metadata.filter(3);
        boolean isPruned = statistics.pruned(filter).isPresent();
        pruned += isPruned ? 1 : 0;
        assertThat(isPruned && documents.stream().anyMatch(filter::matches))
            .as("seed %d: %s of %s", seed, filter.text(), documents)
            .isFalse();
      }
    }
    assertThat(pruned).isGreaterThan(2_000);
  }

  @Test
  void absentFieldPrunesComparisonsAndNoNegations() {
    MetadataStatistics statistics = of(3, row -> Document.of("a", row));
    assertThat(statistics.pruned(Filter.eq("b", 1))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.exists("b"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.ne("b", 1))).isEmpty();
    assertThat(statistics.pruned(Filter.not(Filter.exists("a")))).contains(Pruned.BY_STATS);
  }

  @Test
  void valuesOutsideOfTheBoundsPrune() {
    MetadataStatistics statistics = of(5_000, row -> Document.of("n", row + 0.5));
    assertThat(statistics.pruned(Filter.lt("n", 0.5))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.lte("n", 0.5))).isEmpty();
    assertThat(statistics.pruned(Filter.gt("n", 5_000))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.eq("n", -1.5))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.not(Filter.gte("n", 0)))).contains(Pruned.BY_STATS);
  }

  @Test
  void boundsOfNumbersSayNothingOfTexts() {
    MetadataStatistics statistics =
        of(10, row -> row == 5 ? Document.of("n", "five") : Document.of("n", row));
    assertThat(statistics.pruned(Filter.eq("n", "five"))).isEmpty();
    assertThat(statistics.pruned(Filter.startsWith("n", "fi"))).isEmpty();
    assertThat(statistics.pruned(Filter.not(Filter.gte("n", 0)))).isEmpty();
  }

  @Test
  void listOfAllValuesPrunesWhatLiesBetweenThem() {
    MetadataStatistics statistics = of(100, row -> Document.of("lang", row % 2 == 0 ? "de" : "fr"));
    assertThat(statistics.pruned(Filter.eq("lang", "en"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.contains("lang", "z"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.notIn("lang", "de", "fr"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.notIn("lang", "de"))).isEmpty();
  }

  @Test
  void rareValueBesideADominantOneIsNeverPruned() {
    MetadataStatistics statistics = of(1_000, row -> Document.of("lang", row == 999 ? "de" : "en"));
    assertThat(statistics.pruned(Filter.eq("lang", "de"))).isEmpty();
    assertThat(statistics.pruned(Filter.ne("lang", "en"))).isEmpty();
  }

  @Test
  void bloomFilterPrunesMostOfTheValuesThatAreNotThere() {
    MetadataStatistics statistics = of(800, row -> Document.of("user", "user-" + row));
    long pruned =
        IntStream.range(0, 1_000)
            .filter(i ->
                statistics
                    .pruned(Filter.eq("user", "user-5x" + i))
                    .equals(Optional.of(Pruned.BY_BLOOM)))
            .count();
    assertThat(pruned).isBetween(970L, 1_000L);
    assertThat(IntStream.range(0, 800))
        .allMatch(row -> statistics.pruned(Filter.eq("user", "user-" + row)).isEmpty());
  }

  @Test
  void elementsOfArraysPruneLikeValues() {
    MetadataStatistics statistics = of(10, row -> Document.of("tags", List.of("t" + row % 3, row)));
    assertThat(statistics.pruned(Filter.containsAny("tags", "x", "t9"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.containsAll("tags", "t1", "x"))).contains(Pruned.BY_STATS);
    assertThat(statistics.pruned(Filter.containsAll("tags", "t1", 1))).isEmpty();
    assertThat(statistics.pruned(Filter.eq("tags", "t1"))).contains(Pruned.BY_STATS);
  }

  @Test
  void statisticsOfManyFieldsFitAndSayNothingOfTheRest() {
    List<Document> documents =
        IntStream.range(0, 500)
            .mapToObj(row -> Document.of("always", row, "rare" + row, "x".repeat(50)))
            .toList();
    MetadataStatistics statistics = statistics(documents);
    ByteWriter encoded = new ByteWriter();
    statistics.write(encoded);
    assertThat(encoded.size()).isBetween(5_000, MetadataStatistics.BYTES_MAX);
    assertThat(statistics.pruned(Filter.eq("always", -1))).contains(Pruned.BY_STATS);
    assertThat(documents)
        .allMatch(statistics::admits)
        .allMatch(document ->
            statistics
                .pruned(Filter.exists(document.fields().keySet().stream().toList().getLast()))
                .isEmpty());
    assertThat(statistics.pruned(Filter.exists("unheard of"))).isEmpty();
  }

  @Test
  void unknownStatisticsProveNothing() {
    RandomMetadata metadata = new RandomMetadata(3);
    for (int i = 0; i < 1_000; i++) {
      Filter filter = metadata.filter(2);
      if (MetadataStatistics.UNKNOWN.pruned(filter).isPresent()) {
        assertThat(metadata.document())
            .as(filter.text())
            .matches(document -> !filter.matches(document));
      }
    }
    assertThat(MetadataStatistics.UNKNOWN.pruned(Filter.eq("a", 1))).isEmpty();
    assertThat(MetadataStatistics.UNKNOWN.admits(Document.of("a", 1))).isTrue();
  }

  @Test
  void statisticsDoNotAdmitWhatTheyExclude() {
    MetadataStatistics statistics = of(5, row -> Document.of("n", row));
    assertThat(statistics.admits(Document.of("n", 9))).isFalse();
    assertThat(statistics.admits(Document.EMPTY)).isFalse();
    assertThat(statistics.admits(Document.of("n", 1, "other", 2))).isFalse();
  }
}
