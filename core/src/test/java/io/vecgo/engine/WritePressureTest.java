package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.engine.WritePressure.Ended;
import io.vecgo.observe.MetricsObserver.Backpressure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WritePressureTest {
  private final AtomicLong nanos = new AtomicLong();
  private final WritePressure pressure = new WritePressure(nanos::get);

  @Test
  void writesThatDoNotWaitEndNothing() {
    assertThat(pressure.wrote()).isEmpty();
  }

  @Test
  void onlyTheFirstThatWaitsBeginsIt() {
    assertThat(pressure.waits()).isTrue();
    assertThat(pressure.waits()).isFalse();
  }

  private void calm() {
    nanos.addAndGet(WritePressure.CALM.toNanos());
  }

  @Test
  void itEndsWithAWriteWhenNoneHasWaitedForAWhile() {
    pressure.waits();
    pressure.waits();
    nanos.addAndGet(5);
    pressure.waited(Backpressure.ADMITTED);
    calm();
    assertThat(pressure.wrote()).as("one waits").isEmpty();
    nanos.addAndGet(-WritePressure.CALM.toNanos());
    pressure.waited(Backpressure.REFUSED);
    nanos.addAndGet(WritePressure.CALM.toNanos() - 1);
    assertThat(pressure.wrote()).as("one has waited a moment ago").isEmpty();
    nanos.incrementAndGet();
    assertThat(pressure.wrote()).contains(new Ended(2, 1, Duration.ofNanos(5)));
    assertThat(pressure.wrote()).isEmpty();
  }

  /** Where room is made for one write at a time, every write waits a little. */
  @Test
  void writesThatWaitOneAfterTheOtherAreOneTime() {
    assertThat(pressure.waits()).isTrue();
    for (int i = 0; i < 100; i++) {
      nanos.addAndGet(1_000_000);
      pressure.waited(Backpressure.ADMITTED);
      assertThat(pressure.wrote()).isEmpty();
      assertThat(pressure.waits()).isFalse();
    }
    pressure.waited(Backpressure.ADMITTED);
    calm();
    assertThat(pressure.wrote()).contains(new Ended(101, 0, Duration.ofMillis(100)));
  }

  @Test
  void refusedWritesDoNotEndIt() {
    pressure.waits();
    pressure.waited(Backpressure.REFUSED);
    assertThat(pressure.waits()).isFalse();
    pressure.waited(Backpressure.REFUSED);
    calm();
    assertThat(pressure.wrote()).map(Ended::refused).contains(2L);
  }

  @Test
  void nextOneIsCountedFromZero() {
    pressure.waits();
    pressure.waited(Backpressure.REFUSED);
    calm();
    assertThat(pressure.wrote()).isPresent();
    assertThat(pressure.waits()).isTrue();
    pressure.waited(Backpressure.ADMITTED);
    calm();
    assertThat(pressure.wrote()).contains(new Ended(1, 0, Duration.ZERO));
  }
}
