package io.vecgo.engine;

import io.vecgo.engine.Settings.Access;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.FixedVersionException;
import io.vecgo.observe.RefreshResult;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a reader to the newest version. Segments of both versions stay open, with what was verified
 * of them; snapshots stay at their versions. One at a time.
 */
final class Refreshing {
  private final BlobStore store;
  private final LiveState live;
  private final Opening opening;
  private final Access access;

  Refreshing(BlobStore store, LiveState live, Opening opening, Access access) {
    this.store = store;
    this.live = live;
    this.opening = opening;
    this.access = access;
  }

  /** Moves on if there is a newer version. A writer is always at the newest. */
  synchronized RefreshResult refresh() throws IOException {
    live.checkOpen();
    long current = live.peek().manifest().version();
    checkMayMove(current);
    Optional<Manifest> newest = access.canWrite() ? Optional.empty() : new Versions(store).newest();
    return newest.isPresent() && newest.get().version() > current
        ? moveTo(newest.get())
        : new RefreshResult(current, current, 0, live.peek().segments().size());
  }

  private void checkMayMove(long current) {
    if (!(access.version() instanceof VersionChoice.Newest)) {
      throw new FixedVersionException(
          store.location()
              + " was opened at version "
              + current
              + " and stays there: open it without a version to follow the newest");
    }
  }

  private RefreshResult moveTo(Manifest newest) throws IOException {
    State old = live.pin();
    try {
      State fresh = opening.beside(old, newest);
      publish(fresh);
      return result(old, fresh);
    } finally {
      old.generation().unpin();
    }
  }

  private void publish(State fresh) {
    boolean published = false;
    try {
      live.update(_ -> fresh);
      published = true;
    } finally {
      if (!published) {
        fresh.generation().unpin();
      }
    }
  }

  private static RefreshResult result(State old, State fresh) {
    Set<String> known = old.segmentsByFile().keySet();
    int reused =
        (int) fresh.segments().stream().filter(part -> known.contains(part.name())).count();
    return new RefreshResult(
        old.manifest().version(),
        fresh.manifest().version(),
        fresh.segments().size() - reused,
        reused);
  }
}
