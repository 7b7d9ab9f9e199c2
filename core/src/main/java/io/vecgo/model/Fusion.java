package io.vecgo.model;

/**
 * How the results of a search by vector and of one by text become one. Each side finds its best
 * records, to some {@linkplain Query#depth depth}; a fused score is larger for better records, and
 * equal ones are in the order of ids.
 */
public sealed interface Fusion {

  /** The constant of reciprocal ranks that is customary. */
  int RRF_K_DEFAULT = 60;

  /** How much the vector counts. */
  double vectorWeight();

  /** How much the text counts. */
  double textWeight();

  /** The same with other weights; neither is negative, and one is more than 0. */
  Fusion weights(double vector, double text);

  /** Reciprocal ranks with equal weights. */
  static Fusion rrf(int k) {
    return new ReciprocalRank(k, 1, 1);
  }

  /** Scores that each side has scaled to 0 to 1, with equal weights. */
  static Fusion minMax() {
    return new NormalizedScores(Normalization.MIN_MAX, 1, 1);
  }

  /** Scores that each side has scaled to mean 0 and deviation 1, with equal weights. */
  static Fusion zScore() {
    return new NormalizedScores(Normalization.Z_SCORE, 1, 1);
  }

  /**
   * The sum of {@code weight / (k + rank)} over the sides that found the record, whose ranks count
   * from 1. It looks at the order only, so the scores of the sides need not be comparable.
   *
   * @param k how little the first ranks stand out, 1 to 10,000
   */
  record ReciprocalRank(int k, double vectorWeight, double textWeight) implements Fusion {
    public ReciprocalRank {
      Limits.checkRange("k of reciprocal ranks", k, 1, 10_000);
      checkWeights(vectorWeight, textWeight);
    }

    @Override
    public Fusion weights(double vector, double text) {
      return new ReciprocalRank(k, vector, text);
    }
  }

  /**
   * The weighted mean of normalised scores. For squared distances their negative is normalised. A
   * record that a side did not find counts less there than those that it found, see {@link
   * Normalization}; if it found none at all, it counts nothing.
   */
  record NormalizedScores(Normalization normalization, double vectorWeight, double textWeight)
      implements Fusion {
    public NormalizedScores {
      checkWeights(vectorWeight, textWeight);
    }

    @Override
    public Fusion weights(double vector, double text) {
      return new NormalizedScores(normalization, vector, text);
    }
  }

  /** How the scores of one side are made comparable with those of the other. */
  enum Normalization {
    /** {@code (score - min) / (max - min)}, 1 if all scores are equal; 0 for others. */
    MIN_MAX,
    /**
     * {@code (score - mean) / deviation} of the scores found, 0 if all are equal; 1 less than the
     * worst of them for others.
     */
    Z_SCORE
  }

  private static void checkWeights(double vector, double text) {
    boolean areLegal = vector >= 0 && text >= 0 && Double.isFinite(vector + text);
    if (!areLegal || vector + text == 0) {
      throw new IllegalArgumentException(
          "weights="
              + vector
              + ", "
              + text
              + ": must be finite, not negative, and one of them more than 0");
    }
  }
}
