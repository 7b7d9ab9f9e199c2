package io.vecgo;

import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records and vectors that are the same in every run. */
final class Samples {
  private Samples() {}

  static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Records with everything that a record can have, keys {@code key-0, key-1, ...}. */
  static List<VectorRecord> records(long seed, int count, int dimension) {
    Random random = new Random(seed);
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(random, i, dimension).withKey("key-" + i));
    }
    return records;
  }

  private static VectorRecord record(Random random, int number, int dimension) {
    byte[] payload = new byte[number % 4];
    random.nextBytes(payload);
    return VectorRecord.of(vector(random, dimension))
        .with("number", number)
        .with("group", "g" + number % 3)
        .withPayload(payload);
  }

  /** The score of a record by the definition of the metric, in double precision. */
  static double score(Metric metric, float[] query, float[] vector) {
    return switch (metric) {
      case L2 -> dot(query, query) - 2 * dot(query, vector) + dot(vector, vector);
      case DOT -> dot(query, vector);
      case COSINE ->
          dot(query, vector) / Math.sqrt(dot(query, query)) / Math.sqrt(dot(vector, vector));
    };
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
