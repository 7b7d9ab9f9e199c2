package io.vecgo.engine;

import io.vecgo.bytes.ByteReader;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.Schema;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobStore;
import io.vecgo.text.TextSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a store to life: the newest manifest, the frames of its segments, their tombstones.
 * Nothing is replayed, and the cost does not depend on the number of rows.
 */
final class Opening {
  private final BlobStore store;
  private final FloatKernels kernels;
  private final Analyzers analyzers;

  Opening(BlobStore store, FloatKernels kernels, Analyzers analyzers) {
    this.store = store;
    this.kernels = kernels;
    this.analyzers = analyzers;
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

  /** The state of the current version. */
  State open() throws IOException {
    Optional<Manifest> newest = new Versions(store).newest();
    if (newest.isEmpty()) {
      throw noDatabase();
    }
    return open(newest.get());
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
    return open(first);
  }

  /** The state of the current version, or of a new database if there is none. */
  State openOrCreate(Manifest first) throws IOException {
    Optional<Manifest> newest = new Versions(store).newest();
    newest.ifPresent(existing -> checkSame(existing, first));
    return newest.isPresent() ? open(newest.get()) : create(first);
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

  private State open(Manifest manifest) throws IOException {
    Memtable fresh = freshMemtable(manifest, manifest.schema(), manifest.nextId());
    List<SegmentPart> segments = new ArrayList<>();
    boolean opened = false;
    try {
      for (SegmentEntry entry : manifest.segments()) {
        segments.add(open(entry));
      }
      opened = true;
    } finally {
      if (!opened) {
        segments.forEach(part -> part.segment().discard());
      }
    }
    MemtablePart active = new MemtablePart(fresh, RowSet.none());
    return State.of(manifest, manifest.schema(), segments, List.of(active));
  }

  private SegmentPart open(SegmentEntry entry) throws IOException {
    RowSet deleted = deletedRows(entry);
    SegmentInfo info = entry.info();
    Segment segment = existing(info.file(), info.bytes(), () -> Segment.open(store, info, kernels));
    return new SegmentPart(segment, entry.liveRows(deleted));
  }

  /** The rows of a segment that are deleted in the version of this entry. */
  RowSet deletedRows(SegmentEntry entry) throws IOException {
    if (entry.tombstones().isEmpty()) {
      return RowSet.none();
    }
    Tombstones tombstones = entry.tombstones().get();
    return existing(
        tombstones.file(),
        tombstones.bytes(),
        () -> TombstoneFile.read(store, tombstones, entry.info()));
  }

  private interface FileRead<T> {
    T run() throws IOException;
  }

  /** Reads a file that the manifest names: that it is missing is damage. */
  private static <T> T existing(String file, long bytes, FileRead<T> read) throws IOException {
    try {
      return read.run();
    } catch (NoSuchFileException missing) {
      throw new ByteReader.Place(file, "file", 0)
          .corrupt(0, "missing file", "a file of " + bytes + " bytes", "none");
    }
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
        firstId);
  }
}
