package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.CountingStore;
import io.vecgo.store.MemoryStore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What opening a database asks of its store. */
class OpeningCostTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  /** Lists of names, and the manifest. */
  private static final int REQUESTS_OF_A_DATABASE = 8;

  /** Opened, and its frame read. */
  private static final int REQUESTS_OF_A_SEGMENT = 5;

  /** Opened and read. */
  private static final int REQUESTS_OF_TOMBSTONES = 2;

  private final CountingStore store = new CountingStore(new MemoryStore());

  private int requestsToOpen(OpenOptions options) {
    store.requests();
    Vecgo.open(store, options).closeDiscarding();
    return store.requests();
  }

  private void write(int segments, int rows) {
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(2, Metric.L2), MANUAL)) {
      for (int i = 0; i < segments; i++) {
        int part = i;
        database.insertAll(
            IntStream.range(0, rows)
                .mapToObj(row -> VectorRecord.of(row, part).withKey(part + "-" + row))
                .toList());
        database.commit();
      }
      for (int i = 0; i < segments / 2; i++) {
        database.delete(i + "-0");
      }
    }
  }

  /** Those to open a database that is written first. */
  private static int requests(int segments, int rows, OpenOptions options) {
    OpeningCostTest one = new OpeningCostTest();
    one.write(segments, rows);
    return one.requestsToOpen(options);
  }

  @Test
  void openingAsksForAFewThingsForEachSegment() {
    for (OpenOptions options : new OpenOptions[] {MANUAL, MANUAL.readOnly()}) {
      assertThat(requests(40, 1, options))
          .isLessThanOrEqualTo(
              REQUESTS_OF_A_DATABASE + 40 * REQUESTS_OF_A_SEGMENT + 20 * REQUESTS_OF_TOMBSTONES);
    }
  }

  @Test
  void openingAsksForNoMoreThanThatForAnyNumberOfRows() {
    int few = requests(3, 10, MANUAL);
    assertThat(requests(3, 2_500, MANUAL)).isEqualTo(few);
  }
}
