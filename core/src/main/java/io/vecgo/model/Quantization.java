package io.vecgo.model;

import java.util.Locale;

/**
 * How vectors are shortened to codes, from which a graph walk estimates distances; the best
 * candidates are then compared by their full vectors. Stored with the database.
 */
public sealed interface Quantization {

  /** No codes: walks read full vectors. */
  record None() implements Quantization {}

  /**
   * Each component on an even scale between its least and greatest value.
   *
   * @param bits a component: 8 (SQ8) or 4 (INT4)
   */
  record Scalar(int bits) implements Quantization {
    public Scalar {
      if (bits != 8 && bits != 4) {
        throw new IllegalArgumentException("bits=" + bits + ": must be 4 or 8");
      }
    }
  }

  /** One bit a component: whether it is above its mean. */
  record Binary() implements Quantization {}

  /**
   * Randomly rotated codes with correction factors (Gao and Long, arXiv 2405.12497; more than one
   * bit: arXiv 2409.09913).
   *
   * @param bits a component: 1, 2, 4 or 8
   */
  record RaBitQ(int bits) implements Quantization {
    public RaBitQ {
      if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
        throw new IllegalArgumentException("bits=" + bits + ": must be 1, 2, 4 or 8");
      }
    }
  }

  /**
   * Each subspace by the nearest of 256 centroids (Jégou, Douze, Schmid 2011).
   *
   * @param subspaces bytes of a code, 1 to the dimension; 0: one for four components
   * @param rotated whether a learned rotation comes first (OPQ: Ge et al. 2013)
   */
  record Product(int subspaces, boolean rotated) implements Quantization {
    public Product {
      if (subspaces < 0) {
        throw new IllegalArgumentException("subspaces=" + subspaces + ": must be 0 or more");
      }
    }

    /** The number of subspaces for vectors of this dimension. */
    public int subspacesFor(int dimension) {
      return subspaces > 0 ? subspaces : Math.max(1, dimension / 4);
    }
  }

  /** Throws if vectors of this dimension cannot be shortened so. */
  default void checkDimension(int dimension) {
    if (this instanceof Product product && product.subspaces() > dimension) {
      throw new IllegalArgumentException(
          "subspaces=%d: must be at most the dimension, %d"
              .formatted(product.subspaces(), dimension));
    }
  }

  /** Its name in options and reports: none, sq8, int4, bq, rabitq-4, pq, pq-96, opq-96. */
  default String label() {
    return switch (this) {
      case None _ -> "none";
      case Scalar scalar -> scalar.bits() == 8 ? "sq8" : "int4";
      case Binary _ -> "bq";
      case RaBitQ raBitQ -> "rabitq-" + raBitQ.bits();
      case Product product ->
          (product.rotated() ? "opq" : "pq")
              + (product.subspaces() > 0 ? "-" + product.subspaces() : "");
    };
  }

  /** The quantization of a {@link #label}. */
  static Quantization parse(String label) {
    String[] parts = label.toLowerCase(Locale.ROOT).split("-", 2);
    try {
      return switch (parts[0]) {
        case "none" -> without(parts, new None());
        case "sq8" -> without(parts, new Scalar(8));
        case "int4" -> without(parts, new Scalar(4));
        case "bq" -> without(parts, new Binary());
        case "rabitq" -> new RaBitQ(parts.length > 1 ? Integer.parseInt(parts[1]) : 4);
        case "pq", "opq" ->
            new Product(parts.length > 1 ? Integer.parseInt(parts[1]) : 0, parts[0].equals("opq"));
        default -> throw new IllegalArgumentException(parts[0]);
      };
    } catch (IllegalArgumentException problem) {
      throw new IllegalArgumentException(
          "quantization=%s: must be none, sq8, int4, bq, rabitq-1, -2, -4, -8, pq, pq-<subspaces>,"
                  .formatted(label)
              + " opq or opq-<subspaces>",
          problem);
    }
  }

  private static Quantization without(String[] parts, Quantization quantization) {
    if (parts.length > 1) {
      throw new IllegalArgumentException(parts[1]);
    }
    return quantization;
  }
}
