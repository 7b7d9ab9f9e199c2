package io.vecgo.benchmarks.ann;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Turns values into places along one side of a plot.
 *
 * @param scale what is linear in the place
 * @param ticks values that get a label, ascending, all inside
 * @param low value at {@code start}
 * @param high value at {@code end}
 */
record Axis(
    DoubleUnaryOperator scale,
    List<Double> ticks,
    double low,
    double high,
    double start,
    double end) {
  private static final double RECALL_MAX = 0.9995;
  private static final double[] RECALLS = {
    0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999
  };

  /** Recall, so that each halving of what is missing takes the same room. */
  static Axis recall(double low, double high, double start, double end) {
    double top = Math.min(high, RECALL_MAX);
    double bottom = Math.min(low, 0.9);
    List<Double> ticks =
        DoubleStream.of(RECALLS).filter(tick -> tick >= bottom && tick <= top).boxed().toList();
    return new Axis(
        recall -> -Math.log(1 - Math.min(recall, RECALL_MAX)), ticks, bottom, top, start, end);
  }

  /** Speed, each doubling taking the same room, over whole steps of 1, 2, 5, 10. */
  static Axis logarithmic(double low, double high, double start, double end) {
    List<Double> steps =
        IntStream.rangeClosed(-1, 9)
            .boxed()
            .flatMap(power -> DoubleStream.of(1, 2, 5).map(d -> d * Math.pow(10, power)).boxed())
            .toList();
    double bottom = steps.stream().filter(step -> step <= low).max(Double::compare).orElse(low);
    double top = steps.stream().filter(step -> step >= high).min(Double::compare).orElse(high);
    List<Double> ticks = steps.stream().filter(step -> step >= bottom && step <= top).toList();
    return new Axis(Math::log, ticks, bottom, top, start, end);
  }

  /** Where a value goes. */
  double place(double value) {
    double from = scale.applyAsDouble(low);
    double to = scale.applyAsDouble(high);
    double share = to > from ? (scale.applyAsDouble(value) - from) / (to - from) : 0.5;
    return start + share * (end - start);
  }
}
