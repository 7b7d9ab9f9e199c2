package io.vecgo.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database written in any released format opens and has its records. Until format 1 is released,
 * {@code -Dvecgo.regenerate=true} writes its golden database anew; afterwards never again.
 */
class FormatGoldenTest {
  private static final String NEWEST_FORMAT = "v1";

  @TempDir private Path copy;

  @BeforeAll
  static void regenerate() throws IOException {
    new GoldenFolder(NEWEST_FORMAT).regenerateIfAsked(GoldenDatabase::write);
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void recordsComeBackAsTheyWereWritten(String format) {
    try (Vecgo database = open(format)) {
      GoldenDatabase.liveRecords()
          .forEach((id, record) -> assertSame(database.get(id).orElseThrow(), id, record));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void keysLeadToTheirRecords(String format) {
    try (Vecgo database = open(format)) {
      GoldenDatabase.liveRecords()
          .forEach((id, record) ->
              record
                  .key()
                  .ifPresent(
                      key -> assertThat(database.get(key).orElseThrow().id()).isEqualTo(id)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void deletedRecordsStayDeleted(String format) {
    try (Vecgo database = open(format)) {
      assertThat(database.get(GoldenDatabase.DELETED)).isEmpty();
      assertThat(database.get("two")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void searchesFindLiveRecordsInTheOrderOfTheirAngle(String format) {
    try (Vecgo database = open(format)) {
      List<Hit> hits = database.search(Query.of(1, 0, 0)).hits();
      assertThat(hits).extracting(Hit::id).containsExactly(1L, 3L, 4L, 5L);
      assertThat(hits.getFirst().score()).isEqualTo(1f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void whatTheManifestSaysComesBack(String format) {
    try (Vecgo database = open(format)) {
      assertThat(database.version()).isEqualTo(3);
      assertThat(database.dimension()).isEqualTo(GoldenDatabase.DIMENSION);
      assertThat(database.metric()).isEqualTo(Metric.COSINE);
      assertThat(database.schema()).isEqualTo(GoldenDatabase.SCHEMA);
      DatabaseStats stats = database.stats();
      assertThat(stats.segmentCount()).isEqualTo(2);
      assertThat(stats.tombstones()).isEqualTo(1);
      assertThat(stats.totalVectors()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "v1")
  void writingGoesOnWithTheNextIdAndVersion(String format) throws IOException {
    new GoldenFolder(format).copyTo(copy);
    try (Vecgo database = Vecgo.open(copy)) {
      long id = database.insert(VectorRecord.of(1, 2, 3).with("name", "new"));
      assertThat(id).isEqualTo(6);
      assertThat(database.commit().version()).isEqualTo(4);
    }
    try (Vecgo database = Vecgo.open(copy)) {
      assertThat(database.stats().totalVectors()).isEqualTo(5);
    }
  }

  private static Vecgo open(String format) {
    return Vecgo.open(new GoldenFolder(format).path(), OpenOptions.defaults().readOnly());
  }

  private static void assertSame(StoredRecord found, long id, VectorRecord expected) {
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.vector()).isEqualTo(expected.vector());
    assertThat(found.key()).isEqualTo(expected.key());
    assertThat(List.copyOf(found.metadata().fields().entrySet()))
        .isEqualTo(List.copyOf(expected.metadata().fields().entrySet()));
    assertThat(found.payload()).isEqualTo(expected.payload());
  }
}
