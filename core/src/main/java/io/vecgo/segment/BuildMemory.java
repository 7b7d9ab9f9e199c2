package io.vecgo.segment;

import io.vecgo.model.Layout;

/**
 * What writing a segment takes off and on the heap while it goes on: an upper bound by a formula,
 * known before anything is allocated.
 */
public final class BuildMemory {
  /** Numbers of rows, ends of bytes, keys, the order of inserts. */
  private static final long BYTES_PER_ROW = 64;

  /** A byte a row for each of the sets of visited rows of a thread. */
  private static final long THREAD_BYTES_PER_ROW = 3;

  private static final long SAMPLE_BYTES_MAX = 64L << 20;
  private static final long SAMPLE_ROWS_MAX = 10_240;
  private static final long CANDIDATES_BYTES_MAX = 32L << 20;

  private BuildMemory() {}

  /**
   * Bytes for so many rows.
   *
   * @param threads that build the index
   * @param textBytes of postings
   */
  public static long bytes(SegmentSpec spec, long rows, int threads, long textBytes) {
    long plain = rows * BYTES_PER_ROW + textBytes;
    return spec.indexOf(rows).isEmpty() ? plain : plain + indexBytes(spec, rows, threads);
  }

  private static long indexBytes(SegmentSpec spec, long rows, int threads) {
    SegmentSize size = SegmentSize.of(spec, rows, SegmentSize.Content.NONE);
    long codes = spec.index().layout() == Layout.TURBO ? SegmentSize.codes(spec, rows) : 0;
    long sample = Math.min(rows, SAMPLE_ROWS_MAX) * spec.dimension() * Float.BYTES;
    long candidates = rows * spec.index().efConstruction() * Long.BYTES / 50;
    return size.graph()
        + size.codes()
        + size.turbo()
        + codes
        + rows * THREAD_BYTES_PER_ROW * threads
        + Math.min(sample, SAMPLE_BYTES_MAX)
        + Math.min(candidates, CANDIDATES_BYTES_MAX);
  }
}
