package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;

/** Coordinates in steps of a grid that differ from component to component. */
final class ScaledFrame implements Frame {
  private final float[] steps;

  /**
   * @param steps above 0, one a component; kept
   */
  ScaledFrame(float[] steps) {
    this.steps = steps;
  }

  static ScaledFrame read(ByteReader in, int dimension) {
    float[] steps = Floats.read(in, dimension);
    for (float step : steps) {
      if (!(step > 0)) {
        throw in.corrupt("invalid step", "above 0", Float.toString(step));
      }
    }
    return new ScaledFrame(steps);
  }

  @Override
  public void write(ByteWriter out) {
    Floats.write(steps, out);
  }

  @Override
  public int dimension() {
    return steps.length;
  }

  @Override
  public void coordinates(float[] residual, double length, float[] coordinates) {
    for (int i = 0; i < residual.length; i++) {
      coordinates[i] = (float) (residual[i] / length / steps[i]);
    }
  }

  @Override
  public float weight(int coordinate) {
    return steps[coordinate] * steps[coordinate];
  }

  @Override
  public float gridScale(float[] coordinates, double length, int bits) {
    return (float) length;
  }

  @Override
  public double errorShare() {
    return 1;
  }

  @Override
  public double roundingShare() {
    return Math.sqrt(dimension()) / 2;
  }
}
