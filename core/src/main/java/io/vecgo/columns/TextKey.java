package io.vecgo.columns;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * The head of a text, as bytes in the order of texts. Each UTF-16 code unit becomes one to three
 * bytes as in UTF-8 (a supplementary character is two units: six bytes), so that comparing bytes
 * compares as {@code String.compareTo} does, and a text holds another exactly if its bytes hold the
 * other's.
 *
 * @param bytes at most {@link #BYTES_MAX}, each as a character below 256
 * @param isCut whether the text goes on
 */
record TextKey(String bytes, boolean isCut) implements Key {
  /** Longer texts are cut, so that a dictionary cannot grow beyond a multiple of its rows. */
  static final int BYTES_MAX = 64;

  private static final Comparator<TextKey> ORDER =
      Comparator.comparing(TextKey::bytes).thenComparing(TextKey::isCut);

  static TextKey of(String text) {
    String bytes = bytesOf(text, BYTES_MAX + 1);
    return bytes.length() <= BYTES_MAX
        ? new TextKey(bytes, false)
        : new TextKey(bytes.substring(0, BYTES_MAX), true);
  }

  /** All bytes of a text, as characters. */
  static String bytesOf(String text) {
    return bytesOf(text, Integer.MAX_VALUE);
  }

  /** The bytes of a text as characters; no more units once there are so many bytes. */
  private static String bytesOf(String text, int enough) {
    StringBuilder bytes = new StringBuilder(Math.min(text.length(), enough));
    for (int i = 0; i < text.length() && bytes.length() < enough; i++) {
      append(text.charAt(i), bytes);
    }
    return bytes.toString();
  }

  private static void append(char unit, StringBuilder bytes) {
    if (unit < 0x80) {
      bytes.append(unit);
    } else if (unit < 0x800) {
      bytes.append((char) (0xC0 | (unit >> 6))).append(trail(unit));
    } else {
      bytes.append((char) (0xE0 | (unit >> 12))).append(trail(unit >> 6)).append(trail(unit));
    }
  }

  private static char trail(int bits) {
    return (char) (0x80 | (bits & 0x3F));
  }

  byte[] toArray() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(Key other) {
    return other instanceof TextKey text ? ORDER.compare(this, text) : 1;
  }
}
