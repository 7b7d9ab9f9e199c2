package io.vecgo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void countsHaveSeparatorsAndPlurals() {
    assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Figures.count(1, "row")).isEqualTo("1 row");
    assertThat(Figures.count(0, "row")).isEqualTo("0 rows");
  }

  @Test
  void bytesAreInPowersOfAThousand() {
    assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
    assertThat(Figures.bytes(1000)).isEqualTo("1.0 kB");
    assertThat(Figures.bytes(5_900_000)).isEqualTo("5.9 MB");
    assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9223372.0 TB");
  }

  @Test
  void longDurationsAreInMinutes() {
    assertThat(Figures.wholeSeconds(Duration.ofMillis(8600))).isEqualTo("9 s");
    assertThat(Figures.wholeSeconds(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
  }

  @Test
  void aPercentileIsTheSmallestValueThatCoversTheShare() {
    Latencies latencies = new Latencies();
    assertThat(latencies.percentile(99)).isEqualTo(Duration.ZERO);
    for (int millis = 100; millis >= 1; millis--) {
      latencies.add(Duration.ofMillis(millis));
    }
    assertThat(latencies.percentile(50)).isEqualTo(Duration.ofMillis(50));
    assertThat(latencies.percentile(99)).isEqualTo(Duration.ofMillis(99));
    assertThat(latencies.percentile(100)).isEqualTo(Duration.ofMillis(100));
  }
}
