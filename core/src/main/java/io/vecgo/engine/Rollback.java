package io.vecgo.engine;

import io.vecgo.engine.Publication.Attempt;
import io.vecgo.engine.Publication.Files;
import io.vecgo.manifest.Manifest;
import io.vecgo.model.Operation;
import io.vecgo.model.PendingWritesException;
import io.vecgo.observe.RollbackResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes an older version current again, by publishing a new one that names the same files. Ids and
 * numbers of files go on where they are, so neither is used twice. Nothing is undone that is not
 * committed: with pending writes it refuses. Searches go on; writes wait while it publishes, and a
 * merge under way finds that its sources are not what they were. If nobody can say whether it is
 * published, writes are refused until that is settled: they would be lost in the other rows. No
 * vacuum may run beside it: the caller sees to that.
 */
final class Rollback {
  private final Tools tools;
  private final Opening opening;
  private final History history;
  private final Publication publication;
  private final ReentrantLock publishing;

  /**
   * @param publishing held while a version is published, by whoever does so
   */
  Rollback(Tools tools, Opening opening, Publication publication, ReentrantLock publishing) {
    this.tools = tools;
    this.opening = opening;
    this.history = new History(tools.store());
    this.publication = publication;
    this.publishing = publishing;
  }

  /** Makes a version current again; if it is current already nothing is written. */
  RollbackResult to(long version) throws IOException {
    long start = System.nanoTime();
    publishing.lock();
    try {
      tools.live().checkOpen();
      publication.settle();
      Manifest target = history.find(version);
      return target.version() == tools.live().peek().manifest().version()
          ? unchanged(start)
          : to(target, start);
    } finally {
      publishing.unlock();
    }
  }

  private RollbackResult unchanged(long start) {
    State state = tools.live().peek();
    checkNothingPending(state);
    long version = state.manifest().version();
    return new RollbackResult(version, version, version, state.liveRows(), since(start));
  }

  private RollbackResult to(Manifest target, long start) throws IOException {
    State pinned = tools.live().pin();
    try {
      State restored = opening.restored(pinned, target);
      try {
        return publish(restored, start);
      } finally {
        restored.generation().unpin();
      }
    } finally {
      pinned.generation().unpin();
    }
  }

  private RollbackResult publish(State restored, long start) throws IOException {
    tools.live().holdWrites();
    try {
      State current = tools.live().peek();
      checkNothingPending(current);
      Manifest next = next(current.manifest(), restored.manifest());
      publication.publish(
          new Attempt(
              next,
              state -> swapped(state, next, restored),
              new Files(),
              Optional.of(restored.generation())));
      return new RollbackResult(
          next.version(),
          restored.manifest().version(),
          current.manifest().version(),
          restored.liveRows(),
          since(start));
    } finally {
      tools.live().releaseWrites();
    }
  }

  private static void checkNothingPending(State state) {
    if (!state.frozen().isEmpty()
        || state.active().reservedRows() > 0
        || Committer.isChanged(state)) {
      throw new PendingWritesException(
          "there are writes since version "
              + state.manifest().version()
              + " that are not committed: commit them, or close without a commit, then roll back");
    }
  }

  private Manifest next(Manifest current, Manifest target) {
    return current.next(
        tools.clock().instant(),
        Operation.ROLLBACK,
        target.schema(),
        current.nextId(),
        tools.names().next(),
        target.segments());
  }

  /** The memtable, which is empty, takes texts of the fields that come back. */
  private static State swapped(State current, Manifest next, State restored) {
    for (String field : next.schema().textFields()) {
      current.memtables().forEach(part -> part.table().declareText(field, part.live()));
    }
    return State.of(
        next, next.schema(), restored.segments(), restored.missing(), current.memtables());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
