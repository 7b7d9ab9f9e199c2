package io.vecgo.rows;

import io.vecgo.model.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * An immutable set of rows, dense or sparse. A changed copy shares all memory but one chunk of
 * 4,096 rows and the directory of chunks, so that every write can publish a new set: about a
 * microsecond for a million rows, four for ten million. Thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // EMPTY_CHUNK and FULL_CHUNK are recognised by identity
public final class RowSet {
  /** Most rows of a part, and so of a set. */
  public static final int ROWS_MAX = Limits.SEGMENT_ROWS_MAX;

  /** The row after the last one, for {@link #nextRow}. */
  public static final int END = -1;

  private static final int CHUNK_SHIFT = 12;

  /** Sets are cut and joined at multiples of this. */
  public static final int CHUNK_ROWS = 1 << CHUNK_SHIFT;

  private static final int CHUNK_WORDS = CHUNK_ROWS / Long.SIZE;
  private static final int CHUNK_BYTES = CHUNK_WORDS * Long.BYTES;
  private static final long[] EMPTY_CHUNK = new long[CHUNK_WORDS];
  private static final long[] FULL_CHUNK = fullChunk();
  private static final RowSet NONE = new RowSet(new long[0][], 0);

  // Chunks are never written to once they are here; EMPTY_CHUNK and FULL_CHUNK are shared by all
  // sets.
  private final long[][] chunks;
  private final int cardinality;

  private RowSet(long[][] chunks, int cardinality) {
    this.chunks = chunks;
    this.cardinality = cardinality;
  }

  /** The set without rows. */
  public static RowSet none() {
    return NONE;
  }

  /** The rows 0 to {@code rowCount - 1}. */
  public static RowSet range(int rowCount) {
    long[][] chunks = new long[chunksFor(rowCount)][];
    Arrays.fill(chunks, FULL_CHUNK);
    int rest = rowCount & (CHUNK_ROWS - 1);
    if (rest != 0) {
      chunks[chunks.length - 1] = partialChunk(rest);
    }
    return new RowSet(chunks, rowCount);
  }

  /** The rows of a set that satisfy a condition. */
  public RowSet where(IntPredicate condition) {
    Builder builder = new Builder();
    for (int row = nextRow(0); row != END; row = nextRow(row + 1)) {
      if (condition.test(row)) {
        builder.add(row);
      }
    }
    return builder.build();
  }

  /** Memory that it takes, in bytes; what it shares with changed copies of it counts in each. */
  public long bytes() {
    long own = 0;
    for (long[] chunk : chunks) {
      own += chunk == EMPTY_CHUNK || chunk == FULL_CHUNK ? 0 : CHUNK_BYTES;
    }
    return own + (long) chunks.length * Integer.BYTES;
  }

  public int cardinality() {
    return cardinality;
  }

  public boolean isEmpty() {
    return cardinality == 0;
  }

  /** One more than the largest row; 0 if there is none. */
  public int span() {
    for (int word = chunks.length * CHUNK_WORDS - 1; word >= 0; word--) {
      if (word(word) != 0) {
        return ((word + 1) << 6) - Long.numberOfLeadingZeros(word(word));
      }
    }
    return 0;
  }

  public boolean contains(int row) {
    int chunk = row >>> CHUNK_SHIFT;
    return chunk < chunks.length && (chunks[chunk][wordOf(row)] >>> row & 1) != 0;
  }

  /** The smallest row of the set that is not less than {@code from}, or {@link #END}. */
  public int nextRow(int from) {
    int word = from >>> 6;
    int words = chunks.length * CHUNK_WORDS;
    if (word >= words) {
      return END;
    }
    long bits = word(word) & (-1L << from);
    while (bits == 0) {
      if (++word == words) {
        return END;
      }
      bits = word(word);
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** This set and one more row. */
  public RowSet with(int row) {
    return contains(row) ? this : changed(row, cardinality + 1);
  }

  /** This set and the rows {@code from} to {@code to - 1}. */
  public RowSet withRange(int from, int to) {
    long[][] result = resized(chunks, Math.max(chunks.length, chunksFor(to)));
    int added = 0;
    for (int chunk = from >>> CHUNK_SHIFT; chunk < chunksFor(to); chunk++) {
      long[] rows = result[chunk].clone();
      int first = Math.max(from, chunk << CHUNK_SHIFT);
      int end = Math.min(to, (chunk + 1) << CHUNK_SHIFT);
      for (int row = first; row < end; row++) {
        rows[wordOf(row)] |= 1L << row;
      }
      added += cardinality(rows) - cardinality(result[chunk]);
      result[chunk] = rows;
    }
    return new RowSet(result, cardinality + added);
  }

  /** This set but for one row. */
  public RowSet without(int row) {
    return contains(row) ? changed(row, cardinality - 1) : this;
  }

  /** The rows that are in this set and not in the other. */
  public RowSet minus(RowSet other) {
    long[][] result = chunks.clone();
    int shared = Math.min(chunks.length, other.chunks.length);
    for (int i = 0; i < shared; i++) {
      result[i] = minus(chunks[i], other.chunks[i]);
    }
    return counted(result);
  }

  /** The rows that are in both sets. */
  public RowSet and(RowSet other) {
    int shared = Math.min(chunks.length, other.chunks.length);
    long[][] result = Arrays.copyOf(chunks, shared);
    for (int i = 0; i < shared; i++) {
      result[i] = and(chunks[i], other.chunks[i]);
    }
    return counted(result);
  }

  /** The rows that are in at least one of the sets. */
  public RowSet or(RowSet other) {
    RowSet longer = chunks.length >= other.chunks.length ? this : other;
    RowSet shorter = longer == this ? other : this;
    long[][] result = longer.chunks.clone();
    for (int i = 0; i < shorter.chunks.length; i++) {
      result[i] = or(result[i], shorter.chunks[i]);
    }
    return counted(result);
  }

  /**
   * The rows of the set from {@code first} to {@code first + length - 1}, counted from {@code
   * first}; both are multiples of {@link #CHUNK_ROWS}. It shares the memory of the set.
   */
  public RowSet window(int first, int length) {
    int from = Math.min(first >>> CHUNK_SHIFT, chunks.length);
    int to = Math.min((first + length) >>> CHUNK_SHIFT, chunks.length);
    return from == 0 && to == chunks.length ? this : counted(Arrays.copyOfRange(chunks, from, to));
  }

  /** The set whose windows of one length these are, in order: the reverse of {@link #window}. */
  public static RowSet joined(List<RowSet> windows, int length) {
    if (windows.size() == 1) {
      return windows.getFirst();
    }
    int step = length >>> CHUNK_SHIFT;
    long[][] result = resized(new long[0][], windows.size() * step);
    int cardinality = 0;
    for (int i = 0; i < windows.size(); i++) {
      long[][] window = windows.get(i).chunks;
      System.arraycopy(window, 0, result, i * step, window.length);
      cardinality += windows.get(i).cardinality;
    }
    return new RowSet(result, cardinality);
  }

  /** The rows, ascending. */
  public int[] toArray() {
    int[] rows = new int[cardinality];
    int row = nextRow(0);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row;
      row = nextRow(row + 1);
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSet that && cardinality == that.cardinality && minus(that).isEmpty();
  }

  @Override
  public int hashCode() {
    int hash = cardinality;
    for (int row = nextRow(0); row != END; row = nextRow(row + 1)) {
      hash = 31 * hash + row;
    }
    return hash;
  }

  @Override
  public String toString() {
    return cardinality <= 16
        ? Arrays.toString(toArray())
        : cardinality + " rows from " + nextRow(0);
  }

  private RowSet changed(int row, int newCardinality) {
    int chunk = row >>> CHUNK_SHIFT;
    long[][] result = resized(chunks, Math.max(chunks.length, chunk + 1));
    result[chunk] = result[chunk].clone();
    result[chunk][wordOf(row)] ^= 1L << row;
    return new RowSet(result, newCardinality);
  }

  private long word(int index) {
    return chunks[index / CHUNK_WORDS][index % CHUNK_WORDS];
  }

  private static long[] minus(long[] mine, long[] theirs) {
    if (mine == EMPTY_CHUNK || theirs == EMPTY_CHUNK) {
      return mine;
    }
    long[] result = new long[CHUNK_WORDS];
    for (int i = 0; i < CHUNK_WORDS; i++) {
      result[i] = mine[i] & ~theirs[i];
    }
    return result;
  }

  private static long[] and(long[] mine, long[] theirs) {
    if (mine == FULL_CHUNK || theirs == EMPTY_CHUNK) {
      return theirs;
    }
    if (theirs == FULL_CHUNK || mine == EMPTY_CHUNK) {
      return mine;
    }
    long[] result = new long[CHUNK_WORDS];
    for (int i = 0; i < CHUNK_WORDS; i++) {
      result[i] = mine[i] & theirs[i];
    }
    return result;
  }

  private static long[] or(long[] mine, long[] theirs) {
    if (mine == FULL_CHUNK || theirs == EMPTY_CHUNK) {
      return mine;
    }
    if (theirs == FULL_CHUNK || mine == EMPTY_CHUNK) {
      return theirs;
    }
    long[] result = new long[CHUNK_WORDS];
    for (int i = 0; i < CHUNK_WORDS; i++) {
      result[i] = mine[i] | theirs[i];
    }
    return result;
  }

  private static RowSet counted(long[][] chunks) {
    int cardinality = 0;
    for (long[] chunk : chunks) {
      cardinality += cardinality(chunk);
    }
    return new RowSet(chunks, cardinality);
  }

  private static int cardinality(long[] chunk) {
    if (chunk == FULL_CHUNK) {
      return CHUNK_ROWS;
    }
    int count = 0;
    for (long word : chunk) {
      count += Long.bitCount(word);
    }
    return count;
  }

  private static long[][] resized(long[][] chunks, int length) {
    long[][] result = Arrays.copyOf(chunks, length);
    Arrays.fill(result, Math.min(chunks.length, length), length, EMPTY_CHUNK);
    return result;
  }

  private static int chunksFor(int rowCount) {
    return (rowCount + CHUNK_ROWS - 1) >>> CHUNK_SHIFT;
  }

  private static int wordOf(int row) {
    return (row >>> 6) & (CHUNK_WORDS - 1);
  }

  private static long[] fullChunk() {
    long[] chunk = new long[CHUNK_WORDS];
    Arrays.fill(chunk, -1L);
    return chunk;
  }

  private static long[] partialChunk(int rows) {
    long[] chunk = new long[CHUNK_WORDS];
    Arrays.fill(chunk, 0, rows / Long.SIZE, -1L);
    if (rows % Long.SIZE != 0) {
      chunk[rows / Long.SIZE] = -1L >>> -rows;
    }
    return chunk;
  }

  /** Collects rows in any order. Confined to one thread. */
  public static final class Builder {
    private long[][] chunks = new long[0][];

    public Builder add(int row) {
      chunk(row >>> CHUNK_SHIFT)[wordOf(row)] |= 1L << row;
      return this;
    }

    /** Adds those of the rows {@code 64 * word} to {@code 64 * word + 63} whose bits are set. */
    public Builder addWord(int word, long bits) {
      if (bits != 0) {
        chunk(word / CHUNK_WORDS)[word % CHUNK_WORDS] |= bits;
      }
      return this;
    }

    /** A chunk of its own. */
    private long[] chunk(int chunk) {
      if (chunk >= chunks.length) {
        chunks = resized(chunks, Math.max(chunk + 1, chunks.length * 3 / 2));
      }
      long[] rows = chunks[chunk];
      if (rows == EMPTY_CHUNK) {
        rows = new long[CHUNK_WORDS];
        chunks[chunk] = rows;
      }
      return rows;
    }

    /** The set of the rows added. The builder must not be used any more. */
    public RowSet build() {
      int used = chunks.length;
      while (used > 0 && chunks[used - 1] == EMPTY_CHUNK) {
        used--;
      }
      return counted(Arrays.copyOf(chunks, used));
    }
  }
}
