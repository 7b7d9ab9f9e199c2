package io.vecgo.engine;

import static java.lang.System.Logger.Level.WARNING;

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
  private static final System.Logger LOG = System.getLogger("io.vecgo");

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
    LOG.log(
        WARNING, "Vacuum failed, nothing that is needed is lost: next try in " + pause, failure);
    watched.observer().onBackgroundFailure(Operation.VACUUM, failure, failures, pause);
  }

  /** Ends the vacuum that is running, half-way, and starts no more. */
  @Override
  public void close() {
    job.close();
  }
}
