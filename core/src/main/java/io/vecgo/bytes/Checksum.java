package io.vecgo.bytes;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli), the checksum of every file: one hardware instruction for eight bytes. */
public final class Checksum {
  private static final long SLICE_BYTES = 1 << 30;

  private Checksum() {}

  public static int of(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    update(crc, bytes);
    return (int) crc.getValue();
  }

  /**
   * Adds bytes to a running checksum; a buffer holds less than 2 GiB, so longer segments go in
   * slices.
   */
  public static void update(CRC32C crc, MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += SLICE_BYTES) {
      crc.update(bytes.asSlice(at, Math.min(SLICE_BYTES, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  /** How a checksum is printed in messages: eight hexadecimal digits. */
  public static String hex(int checksum) {
    return String.format("%08x", checksum);
  }
}
