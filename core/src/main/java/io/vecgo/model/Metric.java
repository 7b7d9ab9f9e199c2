package io.vecgo.model;

import java.util.Locale;

/**
 * How two vectors are compared.
 *
 * <p>Inside the database every metric is a <em>distance</em>: a float, smaller is better. At the
 * border a distance becomes a <em>score</em> with the meaning users know: squared Euclidean
 * distance (ascending) for L2, similarity (descending) for cosine and dot. Both conversions are
 * exact.
 */
public enum Metric {
  /** Squared Euclidean distance; score 0 is identical, smaller is better. */
  L2("l2"),
  /** Cosine of the angle, -1 to 1; larger is better. Vectors of length zero are rejected. */
  COSINE("cosine"),
  /** Raw inner product, not normalised; larger is better. */
  DOT("dot");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** The name used in text: {@code l2}, {@code cosine}, {@code dot}. */
  public String label() {
    return label;
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

  /** What the user sees for an internal distance (smaller is better). */
  public float score(float distance) {
    return this == L2 ? distance : -distance;
  }

  /** The internal distance (smaller is better) of a score. */
  public float distance(float score) {
    return this == L2 ? score : -score;
  }
}
