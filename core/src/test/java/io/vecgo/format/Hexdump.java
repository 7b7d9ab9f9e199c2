package io.vecgo.format;

import java.util.HexFormat;

/** Bytes as text, sixteen a line; consecutive lines of zeros are one star. */
final class Hexdump {
  private static final int LINE_BYTES = 16;
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private Hexdump() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    boolean inZeros = false;
    for (int at = 0; at < bytes.length; at += LINE_BYTES) {
      int end = Math.min(at + LINE_BYTES, bytes.length);
      boolean zeros = isZero(bytes, at, end);
      if (!zeros) {
        text.append(line(bytes, at, end));
      } else if (!inZeros) {
        text.append("*\n");
      }
      inZeros = zeros;
    }
    return text.append("%06x\n".formatted(bytes.length)).toString();
  }

  private static String line(byte[] bytes, int at, int end) {
    StringBuilder letters = new StringBuilder();
    for (int i = at; i < end; i++) {
      letters.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
    }
    return "%06x  %-47s  %s\n"
        .formatted(at, SPACED.formatHex(bytes, at, end), letters)
        .replaceAll(" +\n", "\n");
  }

  private static boolean isZero(byte[] bytes, int at, int end) {
    for (int i = at; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
