package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses after failures. */
class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(backoff.after(1)).hasSeconds(1);
    assertThat(backoff.after(2)).hasSeconds(2);
    assertThat(backoff.after(6)).hasSeconds(32);
    assertThat(backoff.after(7)).hasSeconds(60);
    assertThat(backoff.after(Integer.MAX_VALUE)).hasSeconds(60);
  }

  @Test
  void impossiblePausesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .withMessageStartingWith("first=PT0S: must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageStartingWith("longest=PT1S: must be");
  }
}
