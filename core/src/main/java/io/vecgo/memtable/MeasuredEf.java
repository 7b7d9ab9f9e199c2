package io.vecgo.memtable;

import io.vecgo.part.EfProbe;
import io.vecgo.rows.RowSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * How many rows walks of a growing graph keep in sight: measured again by the first search that
 * sees twice as many rows as were there the last time, while other searches go on with what is
 * known. That takes as long as a few dozen exact searches. Thread-safe.
 */
final class MeasuredEf {
  /** Fewer rows are scanned. */
  private static final int ROWS_MIN = 1_000;

  private final ToIntFunction<RowSet> measure;
  private final ReentrantLock measuring = new ReentrantLock();
  private volatile int ef = EfProbe.EF_LEAST;
  private volatile int rowsMin = ROWS_MIN;

  MeasuredEf(ToIntFunction<RowSet> measure) {
    this.measure = measure;
  }

  int of(RowSet live) {
    if (live.cardinality() >= rowsMin && measuring.tryLock()) {
      try {
        measureOf(live);
      } finally {
        measuring.unlock();
      }
    }
    return ef;
  }

  private void measureOf(RowSet live) {
    if (live.cardinality() >= rowsMin) {
      ef = measure.applyAsInt(live);
      rowsMin = 2 * live.cardinality();
    }
  }
}
