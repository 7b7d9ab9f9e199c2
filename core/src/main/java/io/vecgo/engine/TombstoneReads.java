package io.vecgo.engine;

import io.vecgo.bytes.ByteReader;
import io.vecgo.cache.SideBySide;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CorruptException;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the tombstones of a version. Those of a store far away are read ahead, side by side, as
 * each request takes its time; what could not be read then is read again by who asks for it.
 * Confined to one thread.
 */
final class TombstoneReads {
  private final BlobStore store;
  private final Map<String, RowSet> readByFile = new ConcurrentHashMap<>();

  private TombstoneReads(BlobStore store) {
    this.store = store;
  }

  /** Reads those of segments that are not left out, if they are far away. */
  static TombstoneReads ahead(BlobStore store, List<SegmentEntry> segments) {
    TombstoneReads reads = new TombstoneReads(store);
    List<SegmentEntry> withDeletes =
        segments.stream()
            .filter(entry -> !entry.leftOut() && entry.tombstones().isPresent())
            .toList();
    if (withDeletes.size() > 1 && reads.isFar(withDeletes.getFirst().tombstones().get())) {
      SideBySide.run(
          withDeletes.stream().<Runnable>map(entry -> () -> reads.readAhead(entry)).toList());
    }
    return reads;
  }

  /** What cannot be opened is told of when it is read. */
  private boolean isFar(Tombstones tombstones) {
    try (BlobReader blob = store.open(new BlobInfo(tombstones.file(), tombstones.bytes()))) {
      return !blob.isNear();
    } catch (IOException _) {
      return false;
    }
  }

  private void readAhead(SegmentEntry entry) {
    try {
      readByFile.put(entry.info().file(), read(store, entry));
    } catch (IOException | CorruptException _) {
      // whoever asks for it is told
    }
  }

  /**
   * The rows of a segment that are deleted.
   *
   * @throws CorruptException as {@link #read}
   */
  RowSet of(SegmentEntry entry) throws IOException {
    RowSet known = readByFile.get(entry.info().file());
    return known == null ? read(store, entry) : known;
  }

  /**
   * The rows of a segment that are deleted in the version of this entry.
   *
   * @throws CorruptException also if their file is missing: without it deleted rows would come back
   */
  static RowSet read(BlobStore store, SegmentEntry entry) throws IOException {
    if (entry.tombstones().isEmpty()) {
      return RowSet.none();
    }
    Tombstones tombstones = entry.tombstones().get();
    try {
      return TombstoneFile.read(store, tombstones, entry.info());
    } catch (NoSuchFileException gone) {
      throw new ByteReader.Place(tombstones.file(), "file", 0)
          .corrupt(0, "missing file", "a file of " + tombstones.bytes() + " bytes", "none");
    }
  }
}
