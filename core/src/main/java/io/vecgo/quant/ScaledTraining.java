package io.vecgo.quant;

import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.util.Arrays;

/** Finds the grid of each component in a sample. Confined to one thread. */
final class ScaledTraining {
  /** More vectors change nothing but the time. */
  private static final int VECTORS_MAX = 2048;

  /** Shares of the values that a grid may leave out at each end. */
  private static final double[] TAILS = {0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05};

  /** A component that hardly varies keeps a step of at least this share of the mean one. */
  private static final double STEP_SHARE_MIN = 1e-3;

  private final Metric metric;
  private final float[] centre;
  private final double[] steps;
  private final float[][] sample;
  private final double[] scales;

  private ScaledTraining(Metric metric, int dimension, float[][] sample) {
    this.metric = metric;
    this.centre = new float[dimension];
    this.steps = new double[dimension];
    this.sample = thinned(sample);
    this.scales =
        Arrays.stream(this.sample).mapToDouble(vector -> Centre.scale(vector, metric)).toArray();
  }

  private static float[][] thinned(float[][] sample) {
    int stride = Math.max(1, (sample.length + VECTORS_MAX - 1) / VECTORS_MAX);
    float[][] thinned = new float[(sample.length + stride - 1) / stride][];
    Arrays.setAll(thinned, i -> sample[i * stride]);
    return thinned;
  }

  /** Grids whose points are as near to the values as they can be. */
  static Quantizer evenGrids(
      Quantization.Scalar quantization, Metric metric, int dimension, float[][] sample) {
    ScaledTraining training = new ScaledTraining(metric, dimension, sample);
    int last = (1 << quantization.bits()) - 1;
    for (int i = 0; i < dimension; i++) {
      training.fitGrid(i, last);
    }
    return training.quantizer(quantization);
  }

  /** Grids of two points, at the mean deviation below and above the mean. */
  static Quantizer signs(
      Quantization.Binary quantization, Metric metric, int dimension, float[][] sample) {
    ScaledTraining training = new ScaledTraining(metric, dimension, sample);
    for (int i = 0; i < dimension; i++) {
      training.fitSigns(i);
    }
    return training.quantizer(quantization);
  }

  private void fitGrid(int component, int last) {
    double[] values = values(component);
    if (values.length == 0) {
      return;
    }
    Arrays.sort(values);
    double least = Double.POSITIVE_INFINITY;
    for (double tail : TAILS) {
      int cut = (int) (tail * values.length);
      double low = values[cut];
      double step = (values[values.length - 1 - cut] - low) / last;
      double error = squaredError(values, low, step, last);
      if (error < least) {
        least = error;
        centre[component] = (float) (low + step * last / 2);
        steps[component] = step;
      }
    }
  }

  private static double squaredError(double[] values, double low, double step, int last) {
    double sum = 0;
    for (double value : values) {
      double point = step > 0 ? Math.clamp(Math.rint((value - low) / step), 0, last) : 0;
      double error = value - (low + point * step);
      sum += error * error;
    }
    return sum;
  }

  private void fitSigns(int component) {
    double[] values = values(component);
    double mean = Arrays.stream(values).average().orElse(0);
    double deviation =
        Arrays.stream(values).map(value -> Math.abs(value - mean)).average().orElse(0);
    centre[component] = (float) mean;
    steps[component] = 2 * deviation;
  }

  private double[] values(int component) {
    double[] values = new double[sample.length];
    Arrays.setAll(values, row -> sample[row][component] * scales[row]);
    return values;
  }

  private Quantizer quantizer(Quantization quantization) {
    return new GridQuantizer(quantization, new Centre(metric, centre), new ScaledFrame(floored()));
  }

  private float[] floored() {
    double mean = Arrays.stream(steps).average().orElse(0);
    double least = mean > 0 ? mean * STEP_SHARE_MIN : 1;
    float[] floored = new float[steps.length];
    for (int i = 0; i < steps.length; i++) {
      floored[i] = Math.max((float) Math.max(steps[i], least), Float.MIN_NORMAL);
    }
    return floored;
  }
}
