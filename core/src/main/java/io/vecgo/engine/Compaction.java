package io.vecgo.engine;

import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.resources.WorkerPermits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * When segments are merged: after commits as the policy says, on a thread of its own, and whenever
 * somebody asks for it. One merge at a time. A merge that fails changes nothing and is tried again.
 */
final class Compaction implements AutoCloseable {
  private final Compactor compactor;
  private final Watched watched;
  private final Incidents incidents;
  private final Background settings;
  private final WorkerPermits workers;
  private final ExclusiveWork work = new ExclusiveWork();
  private final BackgroundJob automatic;
  private final Backlog backlog = new Backlog(System::nanoTime);

  /**
   * @param workers for merges in the background
   */
  Compaction(
      Compactor compactor,
      Watched watched,
      Incidents incidents,
      Background settings,
      WorkerPermits workers) {
    this.workers = workers;
    this.compactor = compactor;
    this.watched = watched;
    this.incidents = incidents;
    this.settings = settings;
    this.automatic =
        new BackgroundJob(
            new BackgroundThread("vecgo-compaction"),
            settings.backoff(),
            this::compactWhileDue,
            this::report);
  }

  /**
   * Merges all segments into one, on the calling thread and all cores; empty if they are one
   * already.
   */
  Optional<CompactionResult> compactAll() {
    return compact(CompactionPolicy.full(), Runtime.getRuntime().availableProcessors());
  }

  /** Looks in the background whether there is something to merge. */
  void afterCommit() {
    if (pending() > 0) {
      automatic.request();
    }
    tellDepth();
  }

  /** How many merges the policy would choose, one after the other. */
  int pending() {
    return settings.compaction().map(compactor::pending).orElse(0);
  }

  /** How long there has been something to merge, without a break. */
  Duration pendingFor() {
    return backlog.age(pending());
  }

  private void tellDepth() {
    int depth = pending();
    backlog.age(depth);
    watched.observer().onQueueDepth("compaction_queue", depth);
  }

  private void compactWhileDue() {
    CompactionPolicy policy = settings.compaction().orElseThrow();
    while (compactWithWorkers(policy).isPresent()) {
      tellDepth();
    }
  }

  private Optional<CompactionResult> compactWithWorkers(CompactionPolicy policy) {
    try (WorkerPermits.Granted granted = workers.await(settings.workers())) {
      return compact(policy, granted.threads());
    }
  }

  private void report(Throwable failure, int failures, Duration pause) {
    watched.observer().onBackgroundFailure(Operation.COMPACTION, failure, failures, pause);
  }

  private Optional<CompactionResult> compact(CompactionPolicy policy, int threads) {
    return watched.run(
        Operation.COMPACTION,
        () -> compactAlone(policy, threads),
        (result, _) -> result.ifPresent(watched::compacted));
  }

  private Optional<CompactionResult> compactAlone(CompactionPolicy policy, int threads) {
    try {
      return work.run(() -> counted(policy, threads));
    } catch (IOException failure) {
      throw translated(failure);
    }
  }

  private Optional<CompactionResult> counted(CompactionPolicy policy, int threads)
      throws IOException {
    try {
      return compactor.compact(policy, threads);
    } catch (IOException | RuntimeException | Error failure) {
      incidents.compactionFailed(failure);
      throw failure;
    }
  }

  private static StoreException translated(IOException failure) {
    return new StoreException(
        "compaction failed, nothing is lost: the segments stay as they are", failure);
  }

  /** Ends the merge that is running, unfinished, whoever asked for it, and starts no more. */
  @Override
  public void close() {
    automatic.stop();
    work.close();
    automatic.close();
  }
}
