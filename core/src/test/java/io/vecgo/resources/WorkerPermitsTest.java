package io.vecgo.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.resources.WorkerPermits.Granted;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class WorkerPermitsTest {
  private final WorkerPermits workers = new WorkerPermits(3);

  @Test
  void nobodyGetsMoreThanAreFree() {
    try (Granted two = workers.await(2);
        Granted rest = workers.await(2)) {
      assertThat(two.threads()).isEqualTo(2);
      assertThat(rest.threads()).isEqualTo(1);
      assertThat(workers.busy()).isEqualTo(3);
    }
    assertThat(workers.busy()).isZero();
  }

  @Test
  void whatMustNotWaitGetsOneThreadAlsoIfNoneIsFree() {
    try (Granted all = workers.await(3);
        Granted more = workers.takeNow(2)) {
      assertThat(all.threads()).isEqualTo(3);
      assertThat(more.threads()).isEqualTo(1);
    }
    assertThat(workers.busy()).isZero();
  }

  @Test
  void interruptEndsTheWaitForAThread() {
    try (Granted _ = workers.await(3)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> workers.await(1));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(workers.busy()).isZero();
  }

  @Test
  void withoutALimitAllGetWhatTheyWant() {
    WorkerPermits unlimited = WorkerPermits.unlimited();
    try (Granted granted = unlimited.await(64)) {
      assertThat(granted.threads()).isEqualTo(64);
    }
  }
}
