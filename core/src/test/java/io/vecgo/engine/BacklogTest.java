package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private long nanos = -5; // clocks of nanoseconds may be negative
  private final Backlog backlog = new Backlog(() -> nanos);

  private Duration after(Duration time, int depth) {
    nanos += time.toNanos();
    return backlog.age(depth);
  }

  @Test
  void emptyQueueHasNoAge() {
    assertThat(after(Duration.ofMinutes(1), 0)).isZero();
  }

  @Test
  void ageIsThatOfTheTimeSinceItWasLastSeenEmpty() {
    assertThat(after(Duration.ofMinutes(1), 3)).isZero();
    assertThat(after(Duration.ofMinutes(1), 1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(after(Duration.ofMinutes(1), 7)).isEqualTo(Duration.ofMinutes(2));
    assertThat(after(Duration.ofMinutes(1), 0)).isZero();
    assertThat(after(Duration.ofMinutes(1), 1)).isZero();
  }
}
