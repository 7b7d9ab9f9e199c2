package io.vecgo.engine;

import io.vecgo.model.StoreException;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.resources.WorkerPermits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When there are commits: when somebody asks for one, on the calling thread, and when memtables are
 * full, on a thread of its own. One at a time. A commit that fails changes nothing; one in the
 * background is tried again. Thread-safe.
 */
final class Commits implements AutoCloseable {
  private final Committer committer;
  private final ReentrantLock publishing;
  private final Watched watched;
  private final Incidents incidents;
  private final String location;
  private final BackgroundJob background;

  /**
   * @param publishing held from begin to end of a commit
   * @param workers for commits in the background
   * @param location of the store, for messages
   * @param afterwards run after each commit in the background
   */
  Commits(
      Committer committer,
      ReentrantLock publishing,
      Watched watched,
      Incidents incidents,
      Background settings,
      WorkerPermits workers,
      String location,
      Runnable afterwards) {
    this.committer = committer;
    this.publishing = publishing;
    this.watched = watched;
    this.incidents = incidents;
    this.location = location;
    this.background =
        new BackgroundJob(
            new BackgroundThread("vecgo-commit"),
            settings.backoff(),
            () -> {
              commitWithWorkers(workers, settings.workers());
              afterwards.run();
            },
            this::report);
  }

  /** Rows must leave memory: it does not wait for the merges of others. */
  private void commitWithWorkers(WorkerPermits workers, int wanted) {
    try (WorkerPermits.Granted granted = workers.takeNow(wanted)) {
      commit(granted.threads());
    }
  }

  /** Commits on the calling thread and all cores. */
  CommitResult now() {
    return commit(Runtime.getRuntime().availableProcessors());
  }

  private CommitResult commit(int threads) {
    publishing.lock();
    try {
      return watched.run(
          Operation.COMMIT, () -> counted(threads), (result, _) -> watched.committed(result));
    } finally {
      publishing.unlock();
    }
  }

  private CommitResult counted(int threads) {
    try {
      return translated(threads);
    } catch (RuntimeException | Error failure) {
      incidents.commitFailed(failure);
      throw failure;
    }
  }

  private CommitResult translated(int threads) {
    try {
      return committer.commit(threads);
    } catch (IOException failure) {
      throw new StoreException(
          "commit to " + location + " failed, nothing is lost: rows stay readable, commit again",
          failure);
    }
  }

  /** Commits in the background, soon. */
  void request() {
    background.request();
  }

  /** When the next try begins after a failure, at most. */
  Duration pause() {
    return background.pause();
  }

  private void report(Throwable failure, int failures, Duration pause) {
    watched.observer().onBackgroundFailure(Operation.COMMIT, failure, failures, pause);
  }

  /** Ends the commit that is running in the background, unfinished, and starts no more. */
  @Override
  public void close() {
    background.close();
  }
}
