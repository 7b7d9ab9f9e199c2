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

  @Test
  void itEndsWithAWriteWhileNoneWaits() {
    pressure.waits();
    pressure.waits();
    nanos.addAndGet(5);
    pressure.waited(Backpressure.ADMITTED);
    assertThat(pressure.wrote()).isEmpty();
    pressure.waited(Backpressure.REFUSED);
    assertThat(pressure.wrote()).contains(new Ended(2, 1, Duration.ofNanos(5)));
    assertThat(pressure.wrote()).isEmpty();
  }

  @Test
  void refusedWritesDoNotEndIt() {
    pressure.waits();
    pressure.waited(Backpressure.REFUSED);
    assertThat(pressure.waits()).isFalse();
    pressure.waited(Backpressure.REFUSED);
    assertThat(pressure.wrote()).map(Ended::refused).contains(2L);
  }

  @Test
  void nextOneIsCountedFromZero() {
    pressure.waits();
    pressure.waited(Backpressure.REFUSED);
    assertThat(pressure.wrote()).isPresent();
    assertThat(pressure.waits()).isTrue();
    pressure.waited(Backpressure.ADMITTED);
    assertThat(pressure.wrote()).contains(new Ended(1, 0, Duration.ZERO));
  }
}
