package io.vecgo.benchmarks.ann;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Figures and vectors to test with. */
final class Samples {
  private Samples() {}

  static SweepPoint point(double recall, double qps) {
    return new SweepPoint(10, recall, qps, 1e6 / qps, 2e6 / qps, 1e6 / qps, 0.02);
  }

  static Run run(String system, String config, SweepPoint... points) {
    return new Run(
        system,
        config,
        "sample",
        Selectivity.ALL,
        new BuildFigures(1.5, 2.5, 1000, 2000),
        new OpenFigures(3.5, 4.5),
        new Memory(1000, 900, 100),
        new Memory(3000, 2500, 500),
        List.of(points));
  }

  static List<float[]> vectors(int count, int dimension, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(_ -> vector(random, dimension)).toList();
  }

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
