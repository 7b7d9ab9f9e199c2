package io.vecgo.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How what a walk through a segment reads lies in memory. Stored with the database. */
public enum Layout {
  /**
   * Links of a row in one place, its code or vector in another: little memory, and the fastest as
   * long as graph and codes fit into the caches of the processor.
   */
  COMPACT("compact", 0),
  /**
   * One record a row, which holds its vector, its neighbours and a code of one bit a component for
   * each of them: about ten times the memory. Faster for segments whose graph and codes do not fit
   * into the caches. Quantization then helps to build graphs and is not read by walks.
   */
  TURBO("turbo", 1);

  private final String label;
  private final int code;

  Layout(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** The name used in text: {@code compact}, {@code turbo}. */
  public String label() {
    return label;
  }

  /** The number used in files. */
  public int code() {
    return code;
  }

  /** The layout with this {@link #code}. */
  public static Optional<Layout> ofCode(int code) {
    return Arrays.stream(values()).filter(layout -> layout.code == code).findFirst();
  }

  /** The layout with this {@link #label}, in any letter case. */
  public static Layout parse(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "compact" -> COMPACT;
      case "turbo" -> TURBO;
      default ->
          throw new IllegalArgumentException("layout=" + label + ": must be compact or turbo");
    };
  }

  /** Throws if vectors of this dimension cannot lie so. */
  public void checkDimension(int dimension) {
    if (this == TURBO) {
      Limits.checkRange("dimension", dimension, 1, Limits.TURBO_DIMENSION_MAX);
    }
  }
}
