package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.CodeKernels;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.Rotation;
import java.util.Arrays;

/**
 * Coordinates after a random rotation: whatever the data, they look like independent normal ones,
 * for which an even grid is good, and what a code loses points into a random direction. That makes
 * estimates unbiased and gives them an error bound (RaBitQ: Gao and Long, arXiv 2405.12497).
 */
final class RotatedFrame implements Frame {
  /** The epsilon of the published bound; 94 % of estimates keep it. */
  private static final double DEVIATIONS = 1.9;

  private static final float SIGNS_ONLY_SCALE = 1e6f;
  private static final float[] SEARCH_RATIOS = {1.25f, 1.12f, 1.06f};

  private final CodeKernels kernels;
  private final Rotation rotation;
  private final long seed;

  RotatedFrame(int dimension, long seed) {
    this.kernels = Kernels.forCodes();
    this.rotation = new Rotation(kernels, dimension, seed);
    this.seed = seed;
  }

  static RotatedFrame read(ByteReader in, int dimension) {
    return new RotatedFrame(dimension, in.i64());
  }

  @Override
  public void write(ByteWriter out) {
    out.i64(seed);
  }

  @Override
  public int dimension() {
    return rotation.rotatedDimension();
  }

  @Override
  public void coordinates(float[] residual, double length, float[] coordinates) {
    double scale = 1 / length;
    for (int i = 0; i < residual.length; i++) {
      coordinates[i] = (float) (residual[i] * scale);
    }
    Arrays.fill(coordinates, residual.length, coordinates.length, 0);
    rotation.rotate(coordinates);
  }

  @Override
  public float weight(int coordinate) {
    return 1;
  }

  /** Climbs from the best scale for normal coordinates to the best one for these. */
  @Override
  public float gridScale(float[] coordinates, double length, int bits) {
    if (bits == 1) {
      return SIGNS_ONLY_SCALE;
    }
    float best = (float) (Math.sqrt(coordinates.length) / normalStep(bits));
    float fit = kernels.gridFit(coordinates, best, bits);
    for (float ratio : SEARCH_RATIOS) {
      float up = kernels.gridFit(coordinates, best * ratio, bits);
      float down = kernels.gridFit(coordinates, best / ratio, bits);
      if (up > fit && up >= down) {
        best *= ratio;
        fit = up;
      } else if (down > fit) {
        best /= ratio;
        fit = down;
      }
    }
    return best;
  }

  /** The step of the even grid that loses least of a normal distribution of deviation 1. */
  private static double normalStep(int bits) {
    return switch (bits) {
      case 2 -> 0.9957;
      case 4 -> 0.3352;
      default -> 0.0308;
    };
  }

  @Override
  public double errorShare() {
    return DEVIATIONS / Math.sqrt(dimension() - 1);
  }

  @Override
  public double roundingShare() {
    return DEVIATIONS / Math.sqrt(12);
  }
}
