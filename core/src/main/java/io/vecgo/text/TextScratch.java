package io.vecgo.text;

import java.util.ArrayList;
import java.util.List;

/** The memory of one search of texts, reused by the next. Confined to one search at a time. */
public final class TextScratch {
  private static final int NORMS_KEPT = 8;

  /** Of the rows of a window; all 0 between two windows. */
  final double[] scores = new double[TextScan.WINDOW_ROWS];

  /** Bits of the rows of a window that have a score; all 0 between two windows. */
  final long[] marks = new long[TextScan.WINDOW_ROWS / Long.SIZE];

  private final List<BlockBuffers> buffers = new ArrayList<>();
  private final List<Norms> norms = new ArrayList<>();
  private int oldest; // of the norms

  /** Memory that it takes, but for the buffers of a few terms. */
  public long bytes() {
    return (long) (scores.length + marks.length) * Long.BYTES;
  }

  /** The buffers of the n-th term. */
  BlockBuffers buffers(int number) {
    while (buffers.size() <= number) {
      buffers.add(new BlockBuffers());
    }
    return buffers.get(number);
  }

  /** The norms of a field: those of the last search, as long as its statistics are the same. */
  public Norms norms(FieldStatistics statistics) {
    for (Norms known : norms) {
      if (known.areOf(statistics)) {
        return known;
      }
    }
    Norms fresh = new Norms(statistics);
    if (norms.size() < NORMS_KEPT) {
      norms.add(fresh);
    } else {
      norms.set(oldest, fresh);
      oldest = (oldest + 1) % NORMS_KEPT;
    }
    return fresh;
  }
}
