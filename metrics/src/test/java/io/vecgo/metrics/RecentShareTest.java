package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentShareTest {
  private long nanos;
  private double part;
  private double whole;
  private final RecentShare share = new RecentShare(() -> part, () -> whole, () -> nanos);

  private void count(double morePart, double moreWhole) {
    part += morePart;
    whole += moreWhole;
  }

  private double after(Duration time) {
    nanos += time.toNanos();
    return share.value();
  }

  @Test
  void nothingCountedHasNoShare() {
    assertThat(share.value()).isNaN();
  }

  @Test
  void firstReadingIsSinceTheStart() {
    count(1, 4);
    assertThat(share.value()).isEqualTo(0.25);
    assertThat(share.value()).isEqualTo(0.25);
  }

  @Test
  void countsOlderThanTheWindowAreLeftOut() {
    count(10, 10);
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(1);
    count(0, 10);
    assertThat(after(Duration.ofMinutes(3))).isEqualTo(0.5);
    assertThat(after(Duration.ofMinutes(3))).isZero();
    assertThat(after(RecentShare.WINDOW)).isNaN();
  }

  @Test
  void rareReadingsTellWhatWasSinceTheLast() {
    count(10, 10);
    share.value();
    count(1, 2);
    assertThat(after(Duration.ofHours(5))).isEqualTo(0.5);
  }
}
