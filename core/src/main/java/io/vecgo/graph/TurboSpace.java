package io.vecgo.graph;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.Rotation;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import java.util.Arrays;

/**
 * The coordinates in which the codes of {@link TurboRecords} are taken: moved by a centre, so that
 * queries are short and lose little by rounding, and turned at random, so that no component says
 * more than another. Immutable, thread-safe.
 *
 * <p>File: the seed of the rotation (64 bits), the mean length of rows and the centre as floats.
 */
public final class TurboSpace {
  private final Metric metric;
  private final long seed;
  private final float length;
  private final float[] centre;
  private final Rotation rotation;
  private final float[] turnedCentre;

  private TurboSpace(Metric metric, long seed, float length, float[] centre) {
    Limits.checkRange("dimension", centre.length, 1, Limits.TURBO_DIMENSION_MAX);
    this.metric = metric;
    this.seed = seed;
    this.length = length;
    this.centre = centre;
    this.rotation = new Rotation(Kernels.forCodes(), centre.length, seed);
    this.turnedCentre = new float[components()];
    System.arraycopy(centre, 0, turnedCentre, 0, centre.length);
    rotation.rotate(turnedCentre);
  }

  /**
   * The space of some rows: their mean, of unit vectors under cosine, is its centre.
   *
   * @param dimension components of a vector, at most {@link Limits#TURBO_DIMENSION_MAX}
   * @param rows the rows from 0 on
   * @param count number of rows, at least one
   * @param seed of the rotation
   */
  public static TurboSpace of(Metric metric, int dimension, TurboRows rows, int count, long seed) {
    double[] sums = new double[dimension];
    double lengths = 0;
    float[] vector = new float[sums.length];
    for (int row = 0; row < count; row++) {
      float scale = rows.read(row, vector);
      lengths += add(vector, scale, sums);
    }
    float[] centre = new float[sums.length];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = (float) (sums[i] / count);
    }
    return new TurboSpace(metric, seed, (float) (lengths / count), centre);
  }

  /** Adds a scaled vector; returns its length. */
  private static double add(float[] vector, float scale, double[] sums) {
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      double component = (double) vector[i] * scale;
      sums[i] += component;
      squares += component * component;
    }
    return Math.sqrt(squares);
  }

  /** Reads what {@link #write} wrote. */
  public static TurboSpace read(ByteReader in, Metric metric, int dimension) {
    long seed = in.i64();
    float length = finite(in);
    if (in.remaining() < (long) dimension * Float.BYTES) {
      throw in.corrupt("truncated", dimension + " floats", in.remaining() + " bytes");
    }
    float[] centre = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      centre[i] = finite(in);
    }
    return new TurboSpace(metric, seed, length, centre);
  }

  private static float finite(ByteReader in) {
    float value = Float.intBitsToFloat(in.i32());
    if (!Float.isFinite(value)) {
      throw in.corrupt("invalid number", "a finite one", Float.toString(value));
    }
    return value;
  }

  public void write(ByteWriter out) {
    out.i64(seed).i32(Float.floatToRawIntBits(length));
    for (float component : centre) {
      out.i32(Float.floatToRawIntBits(component));
    }
  }

  /** Bytes that {@link #write} writes. */
  public static int byteSize(int dimension) {
    return Long.BYTES + Float.BYTES + dimension * Float.BYTES;
  }

  /** Where things are in the records of this space. */
  public TurboLayout layout() {
    return new TurboLayout(metric, dimension());
  }

  Metric metric() {
    return metric;
  }

  int dimension() {
    return centre.length;
  }

  /** Mean length of the rows. */
  float length() {
    return length;
  }

  /** The centre. Not to be changed. */
  float[] centre() {
    return centre;
  }

  /** The centre, turned. Not to be changed. */
  float[] turnedCentre() {
    return turnedCentre;
  }

  /** Components of a code. */
  int components() {
    return components(centre.length);
  }

  /** Components of the codes for vectors of a dimension. */
  static int components(int dimension) {
    return Rotation.rotatedDimension(dimension);
  }

  /** Writes a vector times a scale in these coordinates. */
  void turn(float[] vector, float scale, float[] target) {
    for (int i = 0; i < centre.length; i++) {
      target[i] = vector[i] * scale - centre[i];
    }
    Arrays.fill(target, centre.length, target.length, 0);
    rotation.rotate(target);
  }
}
