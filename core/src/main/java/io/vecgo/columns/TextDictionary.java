package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Heads of texts, see {@link TextKey}.
 *
 * @param ends for each entry where its bytes end, times two; plus one if the text goes on
 * @param bytes the bytes of the entries, one behind the other
 */
record TextDictionary(int size, MemorySegment ends, MemorySegment bytes) implements Dictionary {

  static TextDictionary read(int size, long textBytes, ByteReader in) {
    return new TextDictionary(size, in.view((long) size * Integer.BYTES), in.view(textBytes));
  }

  /** Writes keys, ascending. */
  static void write(List<TextKey> keys, ByteWriter out) {
    int end = 0;
    for (TextKey key : keys) {
      end += key.bytes().length();
      out.i32((end << 1) | (key.isCut() ? 1 : 0));
    }
    keys.forEach(key -> out.raw(key.toArray()));
  }

  @Override
  public IntUnaryOperator orderTo(Value value) {
    return value instanceof Value.Text(String text)
        ? orderTo(TextKey.of(text))
        : _ -> {
          throw new AssertionError("not a text");
        };
  }

  IntUnaryOperator orderTo(TextKey key) {
    return entry -> {
      int order = compareHead(entry, key.bytes(), length(entry));
      return order != 0 ? order : Boolean.compare(isCut(entry), key.isCut());
    };
  }

  /** The entries in the order of bytes; entries that begin with these are equal to them. */
  IntUnaryOperator orderToHead(String head) {
    return entry -> compareHead(entry, head, Math.min(length(entry), head.length()));
  }

  /** Compares the first bytes of an entry with bytes given as characters. */
  private int compareHead(int entry, String other, int length) {
    long begin = begin(entry);
    int shared = Math.min(length, other.length());
    for (int i = 0; i < shared; i++) {
      int order = (bytes.get(ValueLayout.JAVA_BYTE, begin + i) & 0xFF) - other.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    return length - other.length();
  }

  /** Whether the bytes of an entry hold these, given as characters. */
  boolean holds(int entry, String part) {
    long last = (long) end(entry) - part.length();
    for (long at = begin(entry); at <= last; at++) {
      if (isAt(at, part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(long at, String part) {
    for (int i = 0; i < part.length(); i++) {
      if ((bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xFF) != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isCut(int entry) {
    return (ends.get(LittleEndian.I32, (long) entry * Integer.BYTES) & 1) != 0;
  }

  private int length(int entry) {
    return end(entry) - begin(entry);
  }

  private int begin(int entry) {
    return entry == 0 ? 0 : end(entry - 1);
  }

  private int end(int entry) {
    return ends.get(LittleEndian.I32, (long) entry * Integer.BYTES) >>> 1;
  }

  @Override
  public void check(ByteReader place) {
    for (int entry = 0; entry < size; entry++) {
      boolean fits =
          begin(entry) <= end(entry)
              && end(entry) <= bytes.byteSize()
              && length(entry) <= TextKey.BYTES_MAX
              && (!isCut(entry) || length(entry) == TextKey.BYTES_MAX);
      if (!fits || (entry > 0 && !isAfter(entry, entry - 1))) {
        throw place.corrupt(
            "invalid dictionary",
            "texts of at most " + TextKey.BYTES_MAX + " bytes, ascending",
            "another text at " + entry);
      }
    }
    if (size > 0 && end(size - 1) != bytes.byteSize()) {
      throw place.corrupt(
          "invalid dictionary", bytes.byteSize() + " bytes", end(size - 1) + " bytes");
    }
  }

  private boolean isAfter(int entry, int previous) {
    long mismatch =
        MemorySegment.mismatch(
            bytes, begin(entry), end(entry), bytes, begin(previous), end(previous));
    if (mismatch == -1) {
      return isCut(entry) && !isCut(previous);
    }
    if (mismatch == length(entry) || mismatch == length(previous)) {
      return mismatch == length(previous);
    }
    return byteAt(begin(entry) + mismatch) > byteAt(begin(previous) + mismatch);
  }

  private int byteAt(long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }
}
