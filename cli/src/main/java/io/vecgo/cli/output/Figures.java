package io.vecgo.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private Figures() {}

  /** For example {@code 3,850}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** For example {@code 3,850 rows} and {@code 1 row}. */
  public static String count(long value, String noun) {
    return count(value, noun, noun + "s");
  }

  /** For nouns of another plural, for example {@code 3 queries}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /** In powers of 1000, for example {@code 5.9 MB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, BYTE_UNITS[unit]);
  }

  /** For example {@code 2.41 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }

  /** For example {@code 9 s} and {@code 2 min 5 s}. */
  public static String wholeSeconds(Duration duration) {
    long seconds = duration.plusMillis(500).toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** For example {@code 0.38 ms}. */
  public static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }

  /** For example {@code 0.7021}. */
  public static String score(float score) {
    return String.format(Locale.ROOT, "%.4f", score);
  }
}
