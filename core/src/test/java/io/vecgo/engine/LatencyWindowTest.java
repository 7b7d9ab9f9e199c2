package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.observe.LatencyStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // the clock may wrap
  private final LatencyWindow window = new LatencyWindow(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static void isAbout(Duration found, double expectedMicros) {
    assertThat(found.toNanos() / 1e3).isCloseTo(expectedMicros, Percentage.withPercentage(2));
  }

  @Test
  void emptyWindowHasNoLatencies() {
    assertThat(window.stats()).isEqualTo(LatencyStats.NONE);
  }

  @Test
  void percentilesAreThoseOfAllOperations() {
    IntStream.rangeClosed(1, 10_000)
        .map(i -> i * 7_919 % 10_000 + 1) // a permutation
        .forEach(i -> window.ended(Duration.ofNanos(i * 50_000L)));
    LatencyStats stats = window.stats();
    assertThat(stats.count()).isEqualTo(10_000);
    isAbout(stats.p50(), 250_000);
    isAbout(stats.p95(), 475_000);
    isAbout(stats.p99(), 495_000);
    isAbout(stats.max(), 500_000);
  }

  @Test
  void everyLatencyIsToldWithinTwoPercentOrAMicrosecond() {
    for (double micros = 1; micros < 3e10; micros *= 1.37) {
      LatencyWindow alone = new LatencyWindow(nanos::get);
      alone.ended(Duration.ofNanos((long) (micros * 1_000)));
      double told = alone.stats().max().toNanos() / 1e3;
      assertThat(told).isBetween(0.98 * micros - 0.5, 1.02 * micros + 0.5);
    }
  }

  @Test
  void longestAndShortestHaveTheirPlaces() {
    window.ended(Duration.ZERO);
    window.ended(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000));
    assertThat(window.stats().count()).isEqualTo(2);
  }

  @Test
  void operationsLeaveTheWindow() {
    window.ended(Duration.ofSeconds(1));
    pass(LatencyWindow.WINDOW.dividedBy(2));
    window.ended(Duration.ofMillis(1));
    isAbout(window.stats().max(), 1_000_000);
    pass(LatencyWindow.WINDOW.dividedBy(2));
    assertThat(window.stats().count()).isEqualTo(1);
    isAbout(window.stats().max(), 1_000);
    pass(LatencyWindow.WINDOW);
    assertThat(window.stats()).isEqualTo(LatencyStats.NONE);
  }

  @Test
  void placesOfOldOperationsAreTakenByLaterOnes() {
    for (int i = 0; i < 100; i++) {
      window.ended(Duration.ofMillis(i));
      pass(Duration.ofSeconds(30));
    }
    assertThat(window.stats().count()).isEqualTo(9);
  }

  @Test
  void noOperationIsLostBesideOthers() {
    IntStream.range(0, 40_000)
        .parallel()
        .forEach(i -> {
          if (i % 10_000 == 0) {
            pass(Duration.ofSeconds(30));
          }
          window.ended(Duration.ofNanos(i));
        });
    assertThat(window.stats().count()).isEqualTo(40_000);
  }
}
