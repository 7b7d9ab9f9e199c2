package io.vecgo.engine;

import io.vecgo.model.RetentionPolicy;
import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Vacuums after commits, on a thread of its own, if there is a policy. A vacuum that fails is tried
 * again; nothing waits for it.
 */
final class AutomaticVacuum implements AutoCloseable {
  private final Optional<RetentionPolicy> policy;
  private final Watched watched;
  private final BackgroundJob job;

  AutomaticVacuum(Background settings, Watched watched, Consumer<RetentionPolicy> vacuum) {
    this.policy = settings.retention();
    this.watched = watched;
    this.job =
        new BackgroundJob(
            new BackgroundThread("vecgo-vacuum"),
            settings.backoff(),
            () -> policy.ifPresent(vacuum),
            this::report);
  }

  void afterCommit() {
    if (policy.isPresent()) {
      job.request();
    }
  }

  private void report(Throwable failure, int failures, Duration pause) {
    watched.observer().onBackgroundFailure(Operation.VACUUM, failure, failures, pause);
  }

  /** Ends the vacuum that is running, half-way, and starts no more. */
  @Override
  public void close() {
    job.close();
  }
}
