package io.vecgo.engine;

import io.vecgo.bytes.ByteReader;
import io.vecgo.engine.SegmentOpening.Opened;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.CorruptException;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.Schema;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentReading;
import io.vecgo.store.BlobStore;
import io.vecgo.text.TextSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a store to life: the newest manifest, the frames of its segments, their tombstones.
 * Nothing is replayed, and the cost does not depend on the number of rows.
 */
final class Opening {
  private final BlobStore store;
  private final FloatKernels kernels;
  private final SegmentReading files;
  private final Analyzers analyzers;
  private final SegmentOpening segments;
  private final MetricsObserver observer;
  private final History history;

  /**
   * @param files how segments are read, and who is charged with what is opened
   */
  Opening(BlobStore store, Settings settings, SegmentReading files) {
    this.store = store;
    this.files = files;
    this.kernels = settings.kernels();
    this.analyzers = new Analyzers(settings.analyzer());
    this.segments = new SegmentOpening(store, kernels, files, settings.onDamage());
    this.observer = settings.observer();
    this.history = new History(store);
  }

  /** Throws unless there is a database. */
  void checkExists() throws IOException {
    if (!new Versions(store).exist()) {
      throw noDatabase();
    }
  }

  private NoDatabaseException noDatabase() throws IOException {
    checkNoSegments();
    return new NoDatabaseException("no database in " + store.location() + ": create one first");
  }

  /**
   * Segments without any manifest are a database that lost its manifests, not the place for a new
   * one.
   */
  private void checkNoSegments() throws IOException {
    int segments = store.list(FileNames.SEGMENT_PREFIX).size();
    if (segments > 0) {
      throw new ByteReader.Place(store.location(), "manifest", 0)
          .corrupt(0, "missing file", "a manifest beside " + segments + " segments", "none");
    }
  }

  /**
   * The state of a version.
   *
   * @throws io.vecgo.model.NoSuchVersionException if it is not there
   */
  State open(VersionChoice choice) throws IOException {
    return choice instanceof VersionChoice.Newest ? newest() : fixed(history.find(choice));
  }

  /** The state of the current version. */
  private State newest() throws IOException {
    Optional<Manifest> newest = new Versions(store).newest();
    if (newest.isEmpty()) {
      throw noDatabase();
    }
    return openUnlessOutdated(newest.get(), Map.of());
  }

  /** The state of a version that may be vacuumed meanwhile: then there is no such version. */
  private State fixed(Manifest manifest) throws IOException {
    try {
      State state = open(manifest, Map.of());
      if (state.missing().isEmpty() || isThere(manifest)) {
        return reported(state);
      }
      state.generation().unpin();
    } catch (CorruptException damage) {
      if (isThere(manifest)) {
        throw damage;
      }
    }
    return open(history.find(manifest.version()), Map.of());
  }

  private boolean isThere(Manifest manifest) throws IOException {
    return new Versions(store).find(manifest.version()).isPresent();
  }

  /**
   * The state of a version, or of the newest if this one is gone, sharing the segments of another.
   */
  State beside(State pinned, Manifest manifest) throws IOException {
    return openUnlessOutdated(manifest, pinned.loadedByFile());
  }

  /** The state of a version that stays, sharing the segments of another. */
  State restored(State pinned, Manifest manifest) throws IOException {
    return reported(open(manifest, pinned.loadedByFile()));
  }

  /** The state of a new database, whose first version is published. */
  State create(Manifest first) throws IOException {
    Versions versions = new Versions(store);
    if (versions.newest().isPresent()) {
      throw new DatabaseExistsException(
          "there is a database in " + store.location() + " already: open it");
    }
    checkNoSegments();
    versions.publish(first);
    return open(first, Map.of());
  }

  /** The state of the current version, or of a new database if there is none. */
  State openOrCreate(Manifest first) throws IOException {
    Optional<Manifest> newest = new Versions(store).newest();
    newest.ifPresent(existing -> checkSame(existing, first));
    return newest.isPresent() ? openUnlessOutdated(newest.get(), Map.of()) : create(first);
  }

  private void checkSame(Manifest existing, Manifest wanted) {
    if (existing.dimension() != wanted.dimension() || existing.metric() != wanted.metric()) {
      throw new IllegalArgumentException(
          "dimension=%d metric=%s: the database in %s has dimension %d and metric %s"
              .formatted(
                  wanted.dimension(),
                  wanted.metric().label(),
                  store.location(),
                  existing.dimension(),
                  existing.metric().label()));
    }
  }

  /**
   * Files of a version that is not the newest any more may be gone by now: then the newest counts.
   */
  private State openUnlessOutdated(Manifest manifest, Map<String, State.Loaded> alreadyOpen)
      throws IOException {
    try {
      State state = open(manifest, alreadyOpen);
      if (state.missing().isEmpty() || isNewest(manifest)) {
        return reported(state);
      }
      state.generation().unpin();
    } catch (CorruptException damage) {
      if (isNewest(manifest)) {
        throw damage;
      }
    }
    return newest();
  }

  private State reported(State state) {
    boolean complete = false;
    try {
      state.missing().forEach(observer::onMissingSegment);
      complete = true;
      return state;
    } finally {
      if (!complete) {
        state.generation().unpin();
      }
    }
  }

  private boolean isNewest(Manifest manifest) throws IOException {
    return new Versions(store).newest().orElseThrow().version() == manifest.version();
  }

  private State open(Manifest manifest, Map<String, State.Loaded> alreadyOpen) throws IOException {
    Memtable fresh = freshMemtable(manifest, manifest.schema(), manifest.nextId());
    Opened opened = segments.open(manifest, alreadyOpen);
    MemtablePart active = new MemtablePart(fresh, RowSet.none());
    return State.of(manifest, manifest.schema(), opened.parts(), opened.missing(), List.of(active));
  }

  /** What was opened, for the observer. */
  static OpenResult result(String location, State state, Settings.Access access) {
    return new OpenResult(
        location,
        state.manifest().version(),
        access.label(),
        state.segments().size(),
        state.missing().size(),
        state.liveRows());
  }

  /** The rows of a segment that are deleted in the version of this entry. */
  RowSet deletedRows(SegmentEntry entry) throws IOException {
    return TombstoneReads.read(store, entry);
  }

  /** An empty memtable for rows with ids from {@code firstId} on. */
  Memtable freshMemtable(Manifest manifest, Schema schema, long firstId) {
    return new Memtable(
        "memtable-" + firstId,
        manifest.dimension(),
        manifest.metric(),
        manifest.index(),
        TextSpec.of(analyzers.of(manifest), schema),
        kernels,
        firstId,
        files.account());
  }
}
