package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The order in which rows are inserted: as good as random, so that the order in which they were
 * given does not matter, but copies of a vector stand together, lowest row first. Where distances
 * are equal the lower row ranks first, so all copies link to the first of them, and so do other
 * rows: a walk that meets any copy finds the way out. Entry rows come before all others.
 *
 * <p>Rows are ordered by a hash of their distances from two of them, which copies have in common.
 */
final class InsertOrder {
  private static final int BLOCK_ROWS = 1024;
  private static final long MULTIPLIER = 0xD6E8_FEB8_6659_FD93L;
  private static final long HASH_MASK = -1L << Integer.SIZE;

  private final int[] rows;
  private final int entryCount;

  private InsertOrder(int[] rows, int entryCount) {
    this.rows = rows;
    this.entryCount = entryCount;
  }

  /** The order of the rows 0 to {@code rowCount - 1}. */
  static InsertOrder of(int rowCount, RowDistances distances) {
    long[] keys = new long[rowCount];
    if (rowCount > 0) {
      mixIn(distances, 0, keys);
      mixIn(distances, rowCount / 2, keys);
    }
    for (int row = 0; row < rowCount; row++) {
      keys[row] = (keys[row] & HASH_MASK) | row;
    }
    Arrays.sort(keys);
    return entriesFirst(keys);
  }

  /** The entry rows, ascending. */
  int[] entries() {
    int[] entries = Arrays.copyOf(rows, entryCount);
    Arrays.sort(entries);
    return entries;
  }

  /** The entry rows of a graph in which these rows are linked. */
  EntryRows.Growing entries(IntPredicate isLinked) {
    EntryRows.Growing entries = new EntryRows.Growing(entryCount);
    entries.addAll(Arrays.stream(rows, 0, entryCount).filter(isLinked).toArray());
    if (entries.isEmpty()) {
      entries.addAll(Arrays.stream(rows).filter(isLinked).limit(1).toArray()); // stands in
    }
    return entries;
  }

  /** The rows that satisfy a condition. */
  int[] where(IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private static void mixIn(RowDistances distances, int pivot, long[] hashes) {
    int[] block = new int[BLOCK_ROWS];
    float[] found = new float[BLOCK_ROWS];
    distances.aimAt(pivot);
    for (int from = 0; from < hashes.length; from += BLOCK_ROWS) {
      int first = from;
      int count = Math.min(BLOCK_ROWS, hashes.length - from);
      Arrays.setAll(block, i -> first + i);
      distances.to(block, count, found);
      for (int i = 0; i < count; i++) {
        hashes[from + i] = mix(hashes[from + i] ^ Float.floatToIntBits(found[i]));
      }
    }
  }

  private static long mix(long value) {
    long hash = (value + MULTIPLIER) * MULTIPLIER;
    hash = (hash ^ (hash >>> 32)) * MULTIPLIER;
    return hash ^ (hash >>> 32);
  }

  /** Takes the row from each key; rows with a hash of their own become entry rows. */
  private static InsertOrder entriesFirst(long[] keys) {
    int most = EntryRows.count(keys.length);
    int[] rows = new int[keys.length];
    int[] others = new int[keys.length];
    int entryCount = 0;
    int otherCount = 0;
    for (int i = 0; i < keys.length; i++) {
      if (entryCount < most && (i == 0 || (keys[i] ^ keys[i - 1]) >>> Integer.SIZE != 0)) {
        rows[entryCount++] = (int) keys[i];
      } else {
        others[otherCount++] = (int) keys[i];
      }
    }
    System.arraycopy(others, 0, rows, entryCount, otherCount);
    return new InsertOrder(rows, entryCount);
  }
}
