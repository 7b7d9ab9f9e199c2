package io.vecgo.engine;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;

/**
 * Commits on a thread of its own, when memtables are full. A commit that fails changes nothing and
 * is tried again. Thread-safe.
 */
final class BackgroundCommits implements WriteGate.Commits, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.vecgo");

  private final Watched watched;
  private final BackgroundJob job;

  BackgroundCommits(Runnable commit, Backoff backoff, Watched watched) {
    this.watched = watched;
    this.job =
        new BackgroundJob(new BackgroundThread("vecgo-commit"), backoff, commit, this::report);
  }

  @Override
  public void request() {
    job.request();
  }

  @Override
  public Duration pause() {
    return job.pause();
  }

  private void report(Throwable failure, int failures, Duration pause) {
    LOG.log(WARNING, "A background commit failed, nothing is lost: next try in " + pause, failure);
    watched.observer().onBackgroundFailure(Operation.COMMIT, failure, failures, pause);
  }

  /** Ends the commit that is running in the background, unfinished, and starts no more. */
  @Override
  public void close() {
    job.close();
  }
}
