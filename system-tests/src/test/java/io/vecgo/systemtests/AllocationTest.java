package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import io.vecgo.testkit.RecordGenerator;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a search works with is used again by the next: it allocates its result, and little more for
 * each part. Until methods are compiled they allocate more, so rounds are repeated, up to a limit,
 * until one is within the bound.
 */
class AllocationTest {
  private static final int ROWS = 3_000;
  private static final int DIMENSION = 32;
  private static final int QUERIES = 250;
  private static final int ROUNDS_MAX = 400;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is asked, and how many bytes a search may take, its result included. */
  enum Kind {
    IDS(9_000),
    METADATA(24_000),
    EXACT(8_000),
    FILTERED(16_000),
    TEXT(10_000);

    private final long bytesMax;

    Kind(long bytesMax) {
      this.bytesMax = bytesMax;
    }

    Query query(float[] vector, int number) {
      Query nearest = Query.of(vector).k(10);
      return switch (this) {
        case IDS -> nearest.returning();
        case METADATA -> nearest;
        case EXACT -> nearest.exact().returning();
        case FILTERED -> nearest.filter(Filter.lt("number", ROWS / 2)).returning();
        case TEXT -> Query.text("common word" + number % 50).k(10).returning();
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void searchOfOneSegmentAllocatesLittleMoreThanItsResult(Kind kind) {
    try (Vecgo database = filled(1)) {
      assertAllocatesAtMost(kind.bytesMax, kind, database);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 4)
  void eachFurtherSegmentAddsLittle(int segments) {
    try (Vecgo database = filled(segments)) {
      assertAllocatesAtMost(Kind.IDS.bytesMax + 3_000L * segments, Kind.IDS, database);
      assertAllocatesAtMost(Kind.TEXT.bytesMax + 3_000L * segments, Kind.TEXT, database);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"IDS", "EXACT", "TEXT"})
  void searchInMemoryAllocatesLittleMoreThanItsResult(Kind kind) {
    try (Vecgo database = filled(0)) {
      assertAllocatesAtMost(kind.bytesMax, kind, database);
    }
  }

  private static Vecgo filled(int segments) {
    CreateOptions options =
        CreateOptions.of(DIMENSION, Metric.L2)
            .withSchema(Schema.parse("text:text"))
            .withIndex(new IndexSettings(8, 40, new Quantization.None()));
    Vecgo database = Vecgo.create(new MemoryStore(), options);
    RecordGenerator generator = new RecordGenerator(1, DIMENSION, 1);
    List<VectorRecord> records =
        IntStream.range(0, ROWS)
            .mapToObj(i ->
                VectorRecord.of(generator.query().vector())
                    .with("number", i)
                    .with("text", "common word" + i % 50 + " and w" + i))
            .toList();
    int share = segments == 0 ? ROWS : ROWS / segments;
    for (int from = 0; from < ROWS; from += share) {
      database.insertAll(records.subList(from, from + share));
      if (segments > 0) {
        database.commit();
      }
    }
    return database;
  }

  private void assertAllocatesAtMost(long bytesMax, Kind kind, Vecgo database) {
    RecordGenerator generator = new RecordGenerator(2, DIMENSION, 1);
    List<Query> queries =
        IntStream.range(0, QUERIES)
            .mapToObj(i -> kind.query(generator.query().vector(), i))
            .toList();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS_MAX && least > bytesMax; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      queries.forEach(database::search);
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / QUERIES);
    }
    assertThat(least).isLessThanOrEqualTo(bytesMax);
  }
}
