package io.vecgo.text;

import io.vecgo.rows.RowSet;
import java.util.Arrays;

/**
 * The rows of a term in memory, in the order in which they were written. Writers take turns,
 * readers take no lock.
 */
final class GrowingPostings {
  private long[] entries = new long[1]; // row, then frequency; those before size never change
  private volatile int size;

  /** Adds a row. Returns by how many bytes the memory in use has grown. */
  synchronized long add(int row, int frequency) {
    long[] before = entries;
    int end = size;
    if (end == before.length) {
      entries = Arrays.copyOf(before, end + Math.max(1, end / 2));
    }
    entries[end] = ((long) row << Integer.SIZE) | frequency;
    size = end + 1;
    return (long) (entries.length - before.length) * Long.BYTES;
  }

  /** The live rows and their frequencies as {@link #row} and {@link #frequency}, ascending. */
  long[] sorted(RowSet live) {
    int end = size;
    long[] seen = entries; // at least as new as size
    long[] found = new long[end];
    int count = 0;
    for (int i = 0; i < end; i++) {
      if (live.contains(row(seen[i]))) {
        found[count++] = seen[i];
      }
    }
    Arrays.sort(found, 0, count);
    return count == end ? found : Arrays.copyOf(found, count);
  }

  static int row(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  static int frequency(long entry) {
    return (int) entry;
  }
}
