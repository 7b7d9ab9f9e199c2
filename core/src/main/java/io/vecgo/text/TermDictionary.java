package io.vecgo.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The terms of a field, sorted by their bytes, in blocks that share prefixes: a look-up is a binary
 * search among the first terms of the blocks, then a pass through one block. Thread-safe.
 */
final class TermDictionary {
  private static final byte[] NO_TERM = {};

  private final CheckedBytes bytes;
  private final long at;
  private final long length;
  private final int terms;
  private final long postingsBytes;
  private final int rowsMax;

  /**
   * Where the postings of a term are.
   *
   * @param offset in the postings of the field
   * @param rows with the term
   */
  record Found(long offset, long bytes, int rows) {}

  /**
   * @param at where the dictionary begins
   * @param length its bytes; the starts of its blocks follow
   * @param rowsMax most rows that a term can have
   */
  TermDictionary(
      CheckedBytes bytes, long at, long length, int terms, long postingsBytes, int rowsMax) {
    this.bytes = bytes;
    this.at = at;
    this.length = length;
    this.terms = terms;
    this.postingsBytes = postingsBytes;
    this.rowsMax = rowsMax;
  }

  Optional<Found> find(byte[] term) {
    int low = 0;
    int high = FieldLayout.dictionaryBlocks(terms) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(firstTerm(middle), term) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? Optional.empty() : find(term, high);
  }

  private byte[] firstTerm(int block) {
    ByteReader in = block(block);
    in.varint();
    return nextTerm(in, NO_TERM);
  }

  private Optional<Found> find(byte[] wanted, int block) {
    Terms of = new Terms(block);
    while (of.next()) {
      int order = Arrays.compareUnsigned(of.term, wanted);
      if (order >= 0) {
        return order == 0 ? Optional.of(of.found()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Gives every term, in order; throws unless they ascend and are as many as there should be. */
  void forEach(Consumer<Found> action) {
    byte[] before = NO_TERM;
    int count = 0;
    for (int block = 0; block < FieldLayout.dictionaryBlocks(terms); block++) {
      Terms of = new Terms(block);
      while (of.next()) {
        if (Arrays.compareUnsigned(before, of.term) >= 0) {
          throw of.in.corrupt("invalid term", "ascending", new String(of.term, UTF_8));
        }
        before = of.term;
        count++;
        action.accept(of.found());
      }
    }
    if (count != terms) {
      throw bytes.corrupt(
          at, "wrong number of terms", Integer.toString(terms), Integer.toString(count));
    }
  }

  /** Goes through the terms of a block. */
  private final class Terms {
    private final ByteReader in;
    private byte[] term = NO_TERM;
    private long offset;
    private long length;
    private int rows;

    Terms(int block) {
      in = block(block);
      offset = in.varint();
    }

    boolean next() {
      if (in.remaining() == 0) {
        return false;
      }
      term = nextTerm(in, term);
      offset += length;
      rows = (int) checked(in, "rows of a term", in.varint(), 1, rowsMax);
      checked(in, "offset of postings", offset, 0, postingsBytes);
      length = checked(in, "bytes of postings", in.varint(), 1, postingsBytes - offset);
      return true;
    }

    Found found() {
      return new Found(offset, length, rows);
    }
  }

  private static byte[] nextTerm(ByteReader in, byte[] previous) {
    int shared = (int) checked(in, "shared bytes", in.varint(), 0, previous.length);
    int more = in.count(1);
    byte[] term = Arrays.copyOf(previous, shared + more);
    System.arraycopy(in.raw(more), 0, term, shared, more);
    return term;
  }

  private static long checked(ByteReader in, String what, long found, long min, long max) {
    if (found < min || found > max) {
      throw in.corrupt("invalid " + what, min + " to " + max, Long.toString(found));
    }
    return found;
  }

  private ByteReader block(int block) {
    long begin = start(block);
    boolean isLast = block == FieldLayout.dictionaryBlocks(terms) - 1;
    long end = isLast ? length : start(block + 1);
    if (end <= begin) {
      throw bytes.corrupt(at + begin, "invalid offset", "ascending", Long.toString(end));
    }
    return bytes.reader(at + begin, end - begin);
  }

  private long start(int block) {
    long offset = at + length + (long) block * Long.BYTES;
    long start = bytes.slice(offset, Long.BYTES).get(LittleEndian.I64, 0);
    if (start < 0 || start >= length) {
      throw bytes.corrupt(offset, "invalid offset", "less than " + length, Long.toString(start));
    }
    return start;
  }
}
