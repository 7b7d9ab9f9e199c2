package io.vecgo.bytes;

import io.vecgo.model.CorruptException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian values front to back and trusts none of them: whatever does not fit into the
 * remaining bytes raises {@link CorruptException} before anything is allocated. Confined to one
 * thread.
 */
public final class ByteReader {
  private static final char REPLACEMENT = '\uFFFD';

  private final MemorySegment bytes;
  private final Place place;
  private final long begin;
  private long position;

  /** Where the bytes come from, for messages. */
  public record Place(String file, String section, long offset) {

    /** The exception for damage noticed {@code at} bytes after this place. */
    public CorruptException corrupt(long at, String problem, String expected, String found) {
      return new CorruptException(
          file, section, offset + at, problem, expected, found, Remedy.of(file));
    }
  }

  public ByteReader(MemorySegment bytes, Place place) {
    this(bytes, place, 0);
  }

  /**
   * @param begin how far behind the place the bytes begin
   */
  public ByteReader(MemorySegment bytes, Place place, long begin) {
    this.bytes = bytes;
    this.place = place;
    this.begin = begin;
  }

  /** Bytes not read yet. */
  public long remaining() {
    return bytes.byteSize() - position;
  }

  public int u8() {
    return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xFF;
  }

  public int i32() {
    return bytes.get(LittleEndian.I32, advance(Integer.BYTES));
  }

  public long i64() {
    return bytes.get(LittleEndian.I64, advance(Long.BYTES));
  }

  public double f64() {
    return Double.longBitsToDouble(i64());
  }

  /** Reads what {@link ByteWriter#varint} wrote. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt("invalid varint", "at most 10 bytes", "more");
  }

  /** Reads what {@link ByteWriter#signedVarint} wrote. */
  public long signedVarint() {
    long zigzag = varint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /**
   * A number of elements that follow, as varint.
   *
   * @param elementBytesMin smallest encoding of one element: the count must fit into the remaining
   *     bytes
   */
  public int count(int elementBytesMin) {
    long count = varint();
    long most = Math.min(remaining() / elementBytesMin, Integer.MAX_VALUE);
    if (count < 0 || count > most) {
      throw corrupt("count too large", "at most " + most, Long.toString(count));
    }
    return (int) count;
  }

  /** Reads what {@link ByteWriter#string} wrote; malformed UTF-8 is damage. */
  public String string() {
    byte[] utf8 = raw(count(1));
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictly(utf8);
  }

  /** The replacement character may be there, or stand for what is malformed. */
  private String strictly(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException malformed) {
      throw corrupt("malformed text", "UTF-8", malformed.toString());
    }
  }

  /** The next bytes, copied. */
  public byte[] raw(int length) {
    return bytes.asSlice(advance(length), length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Passes over the next bytes. Returns where they begin, for {@link #u8At}. */
  public long skip(long length) {
    return advance(length);
  }

  /** A byte that was passed over. */
  public int u8At(long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  /** The next bytes, as a view. */
  public MemorySegment view(long length) {
    return bytes.asSlice(advance(length), length);
  }

  /** A reader of the next bytes, which this one passes over. */
  public ByteReader part(long length) {
    Place begin = place();
    return new ByteReader(view(length), begin);
  }

  /** Throws unless everything was read. */
  public void expectEnd() {
    if (remaining() != 0) {
      throw corrupt("unread bytes", "0", Long.toString(remaining()));
    }
  }

  /** Where the next byte comes from. */
  public Place place() {
    return new Place(place.file(), place.section(), place.offset() + begin + position);
  }

  /** The exception for damage noticed at the current position. */
  public CorruptException corrupt(String problem, String expected, String found) {
    return place.corrupt(begin + position, problem, expected, found);
  }

  private long advance(long length) {
    if (length < 0 || length > remaining()) {
      throw corrupt("truncated", length + " more bytes", Long.toString(remaining()));
    }
    long at = position;
    position += length;
    return at;
  }
}
