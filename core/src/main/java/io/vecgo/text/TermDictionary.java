package io.vecgo.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vecgo.bytes.ByteReader;
import java.util.Arrays;
import java.util.Optional;

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

  /** Number of terms. */
  int terms() {
    return terms;
  }

  Optional<Found> find(byte[] term) {
    int low = 0;
    int high = FieldLayout.dictionaryBlocks(terms) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (new Terms(middle).isFirstUpTo(term)) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? Optional.empty() : new Terms(high).find(term);
  }

  /** Is given terms. */
  interface Action {
    void on(byte[] term, Found found);
  }

  /** Gives every term, in order; throws unless they ascend and are as many as there should be. */
  void forEach(Action action) {
    byte[] before = NO_TERM;
    int count = 0;
    for (int block = 0; block < FieldLayout.dictionaryBlocks(terms); block++) {
      Terms of = new Terms(block);
      byte[] inBlock = NO_TERM;
      while (of.next()) {
        inBlock = of.after(inBlock);
        if (Arrays.compareUnsigned(before, inBlock) >= 0) {
          throw of.in.corrupt("invalid term", "ascending", new String(inBlock, UTF_8));
        }
        before = inBlock;
        count++;
        action.on(inBlock, of.found());
      }
    }
    if (count != terms) {
      throw bytes.corrupt(
          at, "wrong number of terms", Integer.toString(terms), Integer.toString(count));
    }
  }

  /** Goes through the terms of a block, each of which begins like the one before. */
  private final class Terms {
    private final ByteReader in;
    private int shared;
    private long suffixAt;
    private int termLength;
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
      nextTerm();
      offset += length;
      rows = (int) checked(in, "rows of a term", in.varint(), 1, rowsMax);
      checked(in, "offset of postings", offset, 0, postingsBytes);
      length = checked(in, "bytes of postings", in.varint(), 1, postingsBytes - offset);
      return true;
    }

    private void nextTerm() {
      shared = (int) checked(in, "shared bytes", in.varint(), 0, termLength);
      int more = in.count(1);
      suffixAt = in.skip(more);
      termLength = shared + more;
    }

    /** The term, if this is the one before. */
    byte[] after(byte[] before) {
      byte[] term = Arrays.copyOf(before, termLength);
      for (int i = shared; i < termLength; i++) {
        term[i] = (byte) byteAt(i);
      }
      return term;
    }

    Found found() {
      return new Found(offset, length, rows);
    }

    /** Whether the first term is not behind the one that is wanted. */
    boolean isFirstUpTo(byte[] wanted) {
      nextTerm();
      int equal = equalBytes(wanted);
      return equal == termLength || isBefore(wanted, equal);
    }

    /** Looks at no more bytes of a term than its place in the order depends on. */
    Optional<Found> find(byte[] wanted) {
      int equal = 0; // bytes that the wanted term has in common with the one before this
      while (next()) {
        if (shared <= equal) {
          equal = equalBytes(wanted);
          if (equal == wanted.length || (equal < termLength && !isBefore(wanted, equal))) {
            return equal == termLength ? Optional.of(found()) : Optional.empty();
          }
        }
      }
      return Optional.empty();
    }

    /** How many bytes the term has in common with one that has those it shares. */
    private int equalBytes(byte[] wanted) {
      int limit = Math.min(termLength, wanted.length);
      int equal = shared;
      while (equal < limit && byteAt(equal) == (wanted[equal] & 0xFF)) {
        equal++;
      }
      return equal;
    }

    /** Whether the term is before the wanted one, if it has a byte here and is equal until then. */
    private boolean isBefore(byte[] wanted, int at) {
      return at < wanted.length && byteAt(at) < (wanted[at] & 0xFF);
    }

    /** A byte of the term that is not shared. */
    private int byteAt(int index) {
      return in.u8At(suffixAt + index - shared);
    }
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
    long start = bytes.getLong(offset);
    if (start < 0 || start >= length) {
      throw bytes.corrupt(offset, "invalid offset", "less than " + length, Long.toString(start));
    }
    return start;
  }
}
