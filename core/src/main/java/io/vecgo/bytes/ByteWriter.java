package io.vecgo.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends little-endian values to a growing array. Confined to one thread. */
public final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  /** Number of bytes written. */
  public int size() {
    return size;
  }

  public ByteWriter u8(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public ByteWriter u16(int value) {
    return u8(value).u8(value >>> Byte.SIZE);
  }

  public ByteWriter i32(int value) {
    ensure(Integer.BYTES);
    all().set(LittleEndian.I32, size, value);
    size += Integer.BYTES;
    return this;
  }

  public ByteWriter i64(long value) {
    ensure(Long.BYTES);
    all().set(LittleEndian.I64, size, value);
    size += Long.BYTES;
    return this;
  }

  public ByteWriter f64(double value) {
    return i64(Double.doubleToRawLongBits(value));
  }

  /** Seven bits a byte, lowest first; the high bit says that more follow. One to ten bytes. */
  public ByteWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      u8((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /** A signed value with small magnitudes first (zig-zag), as {@link #varint}. */
  public ByteWriter signedVarint(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** Length in bytes as {@link #varint}, then UTF-8. */
  public ByteWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length).raw(utf8);
  }

  public ByteWriter raw(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
    return this;
  }

  /** What was written, as a view: valid until the next call that writes. */
  public MemorySegment written() {
    return all().asSlice(0, size);
  }

  /** A copy of what was written. */
  public byte[] toArray() {
    return written().toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment all() {
    return MemorySegment.ofArray(bytes);
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
    }
  }
}
