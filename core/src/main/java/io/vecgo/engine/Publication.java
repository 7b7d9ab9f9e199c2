package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.UndecidedException;
import io.vecgo.manifest.Versions;
import io.vecgo.segment.Segment;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Publishes versions, one after the other, and brings the state up to each. A version whose
 * publication was not answered is looked for before the next one is made, so that none is published
 * twice and none that exists is passed over. Guarded by the lock of publications: the caller holds
 * it.
 */
final class Publication implements AutoCloseable {
  private final Versions versions;
  private final BlobStore store;
  private final LiveState live;
  private Optional<Undecided> undecided = Optional.empty();

  /** Files that were written for a version, and the segments opened from them. */
  static final class Files {
    private final List<String> names = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    /** Notes a file that is there; never one whose publication failed: it may be another's. */
    void add(String name) {
      names.add(name);
    }

    /** Notes a segment that nobody but its version will use. */
    Segment opened(Segment segment) {
      segments.add(segment);
      return segment;
    }
  }

  /**
   * A version to publish.
   *
   * @param swap the state with it in place of the version before
   * @param files what it alone names
   * @param restored the segments that it brings back, if it takes back what is live
   */
  record Attempt(
      Manifest manifest, UnaryOperator<State> swap, Files files, Optional<Generation> restored) {
    Attempt(Manifest manifest, UnaryOperator<State> swap, Files files) {
      this(manifest, swap, files, Optional.empty());
    }
  }

  /**
   * An attempt that was not answered. If it takes back what is live, nothing can be written, and
   * the segments that it brings back stay open.
   */
  private record Undecided(Attempt attempt, Refusal refusal, boolean mayStillHappen) {
    static Undecided of(Attempt attempt, UndecidedException unanswered, LiveState live) {
      Undecided undecided =
          new Undecided(attempt, Refusal.undecided(unanswered), unanswered.mayStillHappen());
      attempt
          .restored()
          .filter(Generation::tryPin)
          .ifPresent(_ -> live.refuseWrites(undecided.refusal()));
      return undecided;
    }

    /**
     * What became of it. What may still happen is made to happen: the same bytes are published
     * again, so that it does no harm if the first attempt arrives late.
     */
    Versions.Fate fate(Versions versions) throws IOException {
      return mayStillHappen
          ? versions.publishAgain(attempt.manifest())
          : versions.fate(attempt.manifest());
    }

    void end(LiveState live) {
      live.acceptWrites(refusal);
      attempt.restored().ifPresent(Generation::unpin);
    }
  }

  Publication(BlobStore store, LiveState live) {
    this.versions = new Versions(store);
    this.store = store;
    this.live = live;
  }

  /**
   * Publishes a version and makes it the one of the state. If it throws, its files are gone, unless
   * nobody can say whether the version exists.
   *
   * @return size of the manifest in bytes
   */
  long publish(Attempt attempt) throws IOException {
    boolean ended = false;
    try {
      long bytes = versions.publish(attempt.manifest());
      ended = true;
      live.update(attempt.swap());
      return bytes;
    } catch (UndecidedException unanswered) {
      undecided = Optional.of(Undecided.of(attempt, unanswered, live));
      ended = true;
      throw unanswered;
    } finally {
      if (!ended) {
        discard(attempt.files());
      }
    }
  }

  /** Finds out what became of a version whose publication was not answered, if there is one. */
  void settle() throws IOException {
    if (undecided.isEmpty()) {
      return;
    }
    Undecided decided = undecided.get();
    Attempt attempt = decided.attempt();
    Versions.Fate fate = decided.fate(versions);
    undecided = Optional.empty();
    try {
      if (fate == Versions.Fate.PUBLISHED) {
        live.update(attempt.swap());
      } else {
        discard(attempt.files());
      }
    } finally {
      decided.end(live);
    }
  }

  /**
   * Throws if another writer has published: to be asked when a name that should be free is taken.
   *
   * @throws io.vecgo.model.ConflictException naming its version
   */
  void checkNotOvertaken(Manifest base) throws IOException {
    versions.checkHighest(base.version());
  }

  /**
   * Closes and deletes files that no version names. What cannot be deleted is left to the vacuum.
   */
  void discard(Files files) {
    files.segments.forEach(Segment::discard);
    for (String name : files.names) {
      try {
        store.delete(name);
      } catch (IOException _) {
        // The failure that led here is what the caller hears of.
      }
    }
  }

  /** Lets go of what is undecided; its files stay. */
  @Override
  public void close() {
    undecided.ifPresent(open -> {
      open.attempt().files().segments.forEach(Segment::discard);
      open.end(live);
    });
    undecided = Optional.empty();
  }
}
