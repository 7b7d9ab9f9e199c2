package io.vecgo.bytes;

import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import java.lang.foreign.MemorySegment;

/**
 * The envelope of a small file (manifest, tombstones), read and written whole: a header that says
 * what the file is, the payload, a footer that proves it whole. Layout: docs/format/README.md.
 *
 * @param magic eight bytes that begin every file of this kind
 * @param format version of the payload's format
 */
public record Frame(long magic, int format) {
  public static final int MAGIC_OFFSET = 0;
  public static final int FORMAT_OFFSET = MAGIC_OFFSET + Long.BYTES;
  public static final int RESERVED_OFFSET = FORMAT_OFFSET + Integer.BYTES;
  public static final int PAYLOAD_LENGTH_OFFSET = RESERVED_OFFSET + Integer.BYTES;
  public static final int HEADER_BYTES = PAYLOAD_LENGTH_OFFSET + Long.BYTES;

  /** The checksum covers header and payload; it stands directly after them. */
  public static final int FOOTER_BYTES = Integer.BYTES;

  /** The number whose little-endian bytes are these eight ASCII letters. */
  public static long magic(String letters) {
    if (letters.length() != Long.BYTES) {
      throw new IllegalArgumentException("letters=" + letters + ": must be 8");
    }
    long magic = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      magic = magic << 8 | letters.charAt(i);
    }
    return magic;
  }

  /** The whole file around a payload. */
  public MemorySegment wrap(MemorySegment payload) {
    long size = HEADER_BYTES + payload.byteSize() + FOOTER_BYTES;
    MemorySegment file = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
    file.set(LittleEndian.I64, MAGIC_OFFSET, magic);
    file.set(LittleEndian.I32, FORMAT_OFFSET, format);
    file.set(LittleEndian.I64, PAYLOAD_LENGTH_OFFSET, payload.byteSize());
    MemorySegment.copy(payload, 0, file, HEADER_BYTES, payload.byteSize());
    file.set(
        LittleEndian.I32, size - FOOTER_BYTES, Checksum.of(file.asSlice(0, size - FOOTER_BYTES)));
    return file;
  }

  /**
   * The payload of a whole file.
   *
   * @throws CorruptException if it is not the file that {@link #wrap} made
   * @throws IncompatibleFormatException if the file is sound and of another format
   */
  public ByteReader unwrap(String name, MemorySegment file) {
    ByteReader.Place header = new ByteReader.Place(name, "header", 0);
    long size = file.byteSize();
    if (size < HEADER_BYTES + FOOTER_BYTES) {
      throw header.corrupt(
          size,
          "truncated",
          "at least " + (HEADER_BYTES + FOOTER_BYTES) + " bytes",
          size + " bytes");
    }
    checkMagic(header, file);
    checkLength(header, file);
    checkChecksum(header, file);
    checkFormat(name, file.get(LittleEndian.I32, FORMAT_OFFSET));
    long payloadBytes = size - HEADER_BYTES - FOOTER_BYTES;
    return new ByteReader(
        file.asSlice(HEADER_BYTES, payloadBytes),
        new ByteReader.Place(name, "payload", HEADER_BYTES));
  }

  /**
   * The checksum of a whole file, which tells it from other files: that in its footer. (A CRC over
   * the footer too would be the same for all files.)
   */
  public static int checksum(MemorySegment file) {
    return file.get(LittleEndian.I32, file.byteSize() - FOOTER_BYTES);
  }

  private void checkMagic(ByteReader.Place header, MemorySegment file) {
    long found = file.get(LittleEndian.I64, MAGIC_OFFSET);
    if (found != magic) {
      throw header.corrupt(
          MAGIC_OFFSET, "invalid magic", Long.toHexString(magic), Long.toHexString(found));
    }
  }

  private static void checkLength(ByteReader.Place header, MemorySegment file) {
    long expected = file.byteSize() - HEADER_BYTES - FOOTER_BYTES;
    long found = file.get(LittleEndian.I64, PAYLOAD_LENGTH_OFFSET);
    if (found != expected) {
      throw header.corrupt(
          PAYLOAD_LENGTH_OFFSET, "wrong length", expected + " bytes", found + " bytes");
    }
  }

  private static void checkChecksum(ByteReader.Place header, MemorySegment file) {
    long at = file.byteSize() - FOOTER_BYTES;
    int expected = checksum(file);
    int found = Checksum.of(file.asSlice(0, at));
    if (found != expected) {
      throw header.corrupt(at, "checksum mismatch", Checksum.hex(expected), Checksum.hex(found));
    }
  }

  private void checkFormat(String name, int found) {
    if (found != format) {
      throw new IncompatibleFormatException(
          name
              + ": format "
              + found
              + " cannot be read by this version, which reads format "
              + format);
    }
  }
}
