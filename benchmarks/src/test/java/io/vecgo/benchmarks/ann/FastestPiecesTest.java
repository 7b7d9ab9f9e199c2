package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FastestPiecesTest {
  @Test
  void eachPieceComesFromThePassThatWasFastestThere() {
    FastestPieces fastest = new FastestPieces(1, 50);
    fastest.add(new long[][] {latencies(1_000, 9_000)});
    fastest.add(new long[][] {latencies(7_000, 3_000)});

    assertThat(fastest.qps()).isEqualTo(500_000);
    assertThat(fastest.percentile(0.4)).isEqualTo(1);
    assertThat(fastest.percentile(0.99)).isEqualTo(3);
  }

  @Test
  void speedsOfThreadsAddUp() {
    FastestPieces fastest = new FastestPieces(2, 50);
    fastest.add(new long[][] {latencies(1_000, 1_000), latencies(2_000, 2_000)});

    assertThat(fastest.qps()).isEqualTo(1_500_000);
  }

  private static long[] latencies(long first, long second) {
    long[] latencies = new long[50];
    Arrays.fill(latencies, 0, 25, first);
    Arrays.fill(latencies, 25, 50, second);
    return latencies;
  }
}
