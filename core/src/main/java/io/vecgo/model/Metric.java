package io.vecgo.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How two vectors are compared.
 *
 * <p>Inside the database every metric is a <em>distance</em>: a float, smaller is better. At the
 * border a distance becomes a <em>score</em> with the meaning users know: squared Euclidean
 * distance (ascending) for L2, similarity (descending) for cosine and dot.
 */
public enum Metric {
  /** Squared Euclidean distance; score 0 is identical, smaller is better. */
  L2("l2", 0),
  /** Cosine of the angle, -1 to 1; larger is better. Vectors of length zero are rejected. */
  COSINE("cosine", 1),
  /** Raw inner product, not normalised; larger is better. */
  DOT("dot", 2);

  private final String label;
  private final int code;

  Metric(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** The name used in text: {@code l2}, {@code cosine}, {@code dot}. */
  public String label() {
    return label;
  }

  /** The number used in files. */
  public int code() {
    return code;
  }

  /** The metric with this {@link #code}. */
  public static Optional<Metric> ofCode(int code) {
    return Arrays.stream(values()).filter(metric -> metric.code == code).findFirst();
  }

  /** The metric with this {@link #label}, in any letter case. */
  public static Metric parse(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "l2" -> L2;
      case "cosine" -> COSINE;
      case "dot" -> DOT;
      default ->
          throw new IllegalArgumentException("metric=" + label + ": must be l2, cosine or dot");
    };
  }

  /**
   * What the user sees for an internal distance (smaller is better): exact, but for a cosine that
   * rounding carried past 1 or -1.
   */
  public float score(float distance) {
    return switch (this) {
      case L2 -> distance;
      case COSINE -> Math.clamp(-distance, -1f, 1f);
      case DOT -> -distance;
    };
  }
}
