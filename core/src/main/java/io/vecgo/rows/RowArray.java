package io.vecgo.rows;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One object a row, growing without moving: a write is seen by every thread that reads the row
 * afterwards.
 *
 * <p>Threads: {@link #ensureCapacity} is called by one thread at a time; rows may be read and
 * written by any.
 */
public final class RowArray<T> {
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  private volatile AtomicReferenceArray<T>[] chunks = newChunks(0);

  /** Makes room for so many rows. */
  public void ensureCapacity(int rows) {
    int needed = ((rows - 1) >>> CHUNK_SHIFT) + 1;
    AtomicReferenceArray<T>[] old = chunks;
    if (needed <= old.length) {
      return;
    }
    AtomicReferenceArray<T>[] more = Arrays.copyOf(old, needed);
    for (int i = old.length; i < needed; i++) {
      more[i] = new AtomicReferenceArray<>(1 << CHUNK_SHIFT);
    }
    chunks = more;
  }

  /** What was set for a row, which must be within the capacity. */
  public Optional<T> get(int row) {
    return Optional.ofNullable(chunks[row >>> CHUNK_SHIFT].get(row & CHUNK_MASK));
  }

  /** Sets what {@link #get} returns for a row within the capacity. */
  public void set(int row, T value) {
    chunks[row >>> CHUNK_SHIFT].set(row & CHUNK_MASK, value);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types cannot be made otherwise
  private static <T> AtomicReferenceArray<T>[] newChunks(int length) {
    return new AtomicReferenceArray[length];
  }
}
