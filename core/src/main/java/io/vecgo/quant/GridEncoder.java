package io.vecgo.quant;

import io.vecgo.kernel.CodeLayout;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Writes codes of a {@link GridQuantizer}. Confined to one thread. */
final class GridEncoder implements Quantizer.Encoder {
  /** A code less parallel to its vector than this says nothing about it. */
  private static final double COSINE_MIN = 0.01;

  private final Centre centre;
  private final Frame frame;
  private final CodeLayout layout;
  private final float[] residual;
  private final float[] coordinates;
  private final byte[] components;

  GridEncoder(Centre centre, Frame frame, CodeLayout layout) {
    this.centre = centre;
    this.frame = frame;
    this.layout = layout;
    this.residual = new float[centre.point().length];
    this.coordinates = new float[frame.dimension()];
    this.components = new byte[layout.paddedDimension()];
  }

  @Override
  public void encode(float[] vector, MemorySegment target, long offset) {
    double length = centre.residual(vector, Centre.scale(vector, centre.metric()), 1, residual);
    if (length > 0) {
      frame.coordinates(residual, length, coordinates);
    } else {
      Arrays.fill(coordinates, 0);
    }
    round(frame.gridScale(coordinates, length, layout.bits()));
    writeFactors(length, target, offset);
    layout.pack(components, target, offset + RowFactors.FACTORS_BYTES);
  }

  private void round(float scale) {
    int last = (1 << layout.bits()) - 1;
    float half = (last + 1) / 2f;
    for (int i = 0; i < coordinates.length; i++) {
      components[i] = (byte) (int) Math.clamp(coordinates[i] * scale + half, 0f, last);
    }
  }

  private void writeFactors(double length, MemorySegment target, long offset) {
    float middle = ((1 << layout.bits()) - 1) / 2f;
    double product = 0;
    double square = 0;
    double steps = 0;
    for (int i = 0; i < coordinates.length; i++) {
      float weight = frame.weight(i);
      float point = (components[i] & 0xFF) - middle;
      product += weight * point * coordinates[i];
      square += weight * point * point;
      steps += point * point;
    }
    double cosine = product / Math.sqrt(square);
    boolean isTelling = cosine > COSINE_MIN;
    double factor = isTelling ? length / product : 0;
    double loss =
        isTelling ? Math.sqrt(Math.max(0, 1 - cosine * cosine)) / cosine : 1 / frame.errorShare();
    double times = centre.metric() == Metric.L2 ? 2 : 1;
    RowFactors.write(
        target,
        offset,
        summand(length),
        -times * factor,
        times * length * loss,
        times * factor * Math.sqrt(steps));
  }

  private double summand(double length) {
    return centre.metric() == Metric.L2 ? length * length : Bounded.factor(-centre.along(residual));
  }
}
