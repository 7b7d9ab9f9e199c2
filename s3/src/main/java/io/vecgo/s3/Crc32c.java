package io.vecgo.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** The checksum with which the store makes sure that a body arrived as it was sent. */
final class Crc32c {
  private Crc32c() {}

  /** As the protocol writes it: base 64, the highest byte first. */
  static String of(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }
}
