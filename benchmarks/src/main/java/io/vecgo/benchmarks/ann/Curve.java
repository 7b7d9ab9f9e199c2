package io.vecgo.benchmarks.ann;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Queries a second over recall: only points that no other beats in both, by ascending recall and so
 * descending speed.
 */
record Curve(List<SweepPoint> points) {

  static Curve of(List<SweepPoint> measured) {
    List<SweepPoint> best = new ArrayList<>();
    List<SweepPoint> byRecall =
        measured.stream()
            .sorted(
                Comparator.comparingDouble(SweepPoint::recall).thenComparingDouble(SweepPoint::qps))
            .toList();
    for (SweepPoint point : byRecall.reversed()) {
      if (best.isEmpty() || point.qps() > best.getLast().qps()) {
        best.add(point);
      }
    }
    return new Curve(best.reversed());
  }

  Curve {
    points = List.copyOf(points);
  }

  /**
   * Queries a second at a recall: between the two neighbouring points the logarithm of the speed is
   * taken as linear. Below the first point its speed; empty above the last.
   */
  OptionalDouble qpsAt(double recall) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).recall() >= recall) {
        SweepPoint after = points.get(i);
        return OptionalDouble.of(i == 0 ? after.qps() : between(points.get(i - 1), after, recall));
      }
    }
    return OptionalDouble.empty();
  }

  private static double between(SweepPoint before, SweepPoint after, double recall) {
    double share = (recall - before.recall()) / (after.recall() - before.recall());
    return before.qps() * Math.pow(after.qps() / before.qps(), share);
  }
}
