package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes of rows that are about to become a segment. */
class CodesTest {

  @Test
  void sampleOfLongVectorsTakesLittleHeap() throws InterruptedException {
    int rows = 1_500;
    float[] vector = new float[Limits.DIMENSION_MAX];
    AtomicInteger read = new AtomicInteger();
    try (Arena arena = Arena.ofShared()) {
      Codes.of(
          new Quantization.Binary(),
          Metric.L2,
          vector.length,
          rows,
          _ -> {
            read.incrementAndGet();
            return vector;
          },
          1,
          arena);
    }
    assertThat(read.get() - rows).as("rows of the sample").isEqualTo((1 << 24) / vector.length);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[16];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  private static List<Quantization> trained() {
    return List.of(
        new Quantization.Product(2, false),
        new Quantization.Product(2, true),
        new Quantization.RaBitQ(4),
        new Quantization.Scalar(8));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void interruptEndsTrainingAndEncoding(Quantization quantization) {
    Random random = new Random(1);
    Thread.currentThread().interrupt();
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(
              () -> Codes.of(quantization, Metric.L2, 16, 1_000, _ -> vector(random), 2, arena))
          .isInstanceOfAny(InterruptedException.class, CancellationException.class);
    } finally {
      Thread.interrupted();
    }
  }
}
