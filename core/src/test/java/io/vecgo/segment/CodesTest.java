package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Codes of rows that are about to become a segment. */
class CodesTest {

  @Test
  void sampleOfLongVectorsTakesLittleHeap() {
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
          arena);
    }
    assertThat(read.get() - rows).as("rows of the sample").isEqualTo((1 << 24) / vector.length);
  }
}
