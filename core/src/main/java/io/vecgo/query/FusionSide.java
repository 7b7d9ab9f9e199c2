package io.vecgo.query;

import io.vecgo.model.Fusion;
import io.vecgo.model.Fusion.Normalization;
import io.vecgo.model.Fusion.NormalizedScores;
import io.vecgo.model.Fusion.ReciprocalRank;
import io.vecgo.model.Hit.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one side of a hybrid query found, and what that adds to fused scores. */
final class FusionSide {
  private final Map<Long, Place> places = new HashMap<>();
  private final double[] shares; // by rank
  private final double shareOfOthers;

  /** What the users of a side see as the score of a row that it found. */
  interface Score {
    float of(Candidate row);
  }

  /**
   * @param found best first
   * @param weight that the fusion gives this side
   */
  FusionSide(List<Candidate> found, Score score, Fusion fusion, double weight) {
    for (int i = 0; i < found.size(); i++) {
      places.put(found.get(i).id(), new Place(i + 1, score.of(found.get(i))));
    }
    switch (fusion) {
      case ReciprocalRank ranks -> {
        shares = reciprocal(found.size(), ranks.k(), weight);
        shareOfOthers = 0;
      }
      case NormalizedScores scores -> {
        double share = weight / (fusion.vectorWeight() + fusion.textWeight());
        double[] normalized = normalized(found, scores.normalization());
        shares = Arrays.stream(normalized).map(of -> share * of).toArray();
        shareOfOthers = share * others(normalized, scores.normalization());
      }
    }
  }

  /** The place of a row on this side; empty if it was not found. */
  Optional<Place> place(long id) {
    return Optional.ofNullable(places.get(id));
  }

  /** What this side adds to the fused score of a row, found or not. */
  double share(long id) {
    @Nullable Place place = places.get(id);
    return place == null ? shareOfOthers : shares[place.rank() - 1];
  }

  private static double[] reciprocal(int count, int k, double weight) {
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      shares[i] = weight / (k + i + 1);
    }
    return shares;
  }

  private static double[] normalized(List<Candidate> found, Normalization normalization) {
    double[] values = found.stream().mapToDouble(row -> -row.distance()).toArray();
    if (values.length == 0) {
      return values;
    }
    double worst = values[values.length - 1];
    return switch (normalization) {
      case MIN_MAX -> scaled(values, worst, values[0] - worst, 1);
      case Z_SCORE -> {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
            Arrays.stream(values).map(of -> (of - mean) * (of - mean)).average().orElse(0);
        yield scaled(values, mean, Math.sqrt(variance), 0);
      }
    };
  }

  private static double others(double[] normalized, Normalization normalization) {
    return switch (normalization) {
      case MIN_MAX -> 0;
      case Z_SCORE -> normalized.length == 0 ? 0 : normalized[normalized.length - 1] - 1;
    };
  }

  /**
   * Scales values.
   *
   * @param ifEqual what each becomes if there is no unit to divide by
   */
  private static double[] scaled(double[] values, double zero, double unit, double ifEqual) {
    return Arrays.stream(values).map(of -> unit > 0 ? (of - zero) / unit : ifEqual).toArray();
  }
}
