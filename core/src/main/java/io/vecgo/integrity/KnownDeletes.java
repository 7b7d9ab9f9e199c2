package io.vecgo.integrity;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CorruptException;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The deleted rows of a segment, as far as they can be known.
 *
 * @param rows that are deleted for certain
 * @param unknown how many more were deleted; nobody knows which
 * @param problem what is wrong with the tombstone file, if anything
 */
record KnownDeletes(RowSet rows, long unknown, Optional<String> problem) {

  /**
   * Reads the tombstones of an entry, or the newest sound ones that an older version has of the
   * same segment: what is deleted in one version is deleted in all later ones.
   */
  static KnownDeletes of(BlobStore store, Catalog catalog, SegmentEntry entry) throws IOException {
    if (entry.tombstones().isEmpty()) {
      return new KnownDeletes(RowSet.none(), 0, Optional.empty());
    }
    try {
      return new KnownDeletes(read(store, entry), 0, Optional.empty());
    } catch (CorruptException | NoSuchFileException damage) {
      RowSet older = older(store, catalog, entry);
      String problem =
          damage instanceof NoSuchFileException
              ? entry.tombstones().get().file() + ": missing file"
              : String.valueOf(damage.getMessage());
      return new KnownDeletes(
          older, entry.deletedRows() - older.cardinality(), Optional.of(problem));
    }
  }

  private static RowSet read(BlobStore store, SegmentEntry entry) throws IOException {
    Tombstones tombstones = entry.tombstones().orElseThrow();
    return TombstoneFile.read(store, tombstones, entry.info());
  }

  private static RowSet older(BlobStore store, Catalog catalog, SegmentEntry entry)
      throws IOException {
    List<Manifest> newestFirst = catalog.sound().reversed();
    for (Manifest manifest : newestFirst) {
      for (SegmentEntry other : manifest.segments()) {
        if (other.info().file().equals(entry.info().file()) && other.tombstones().isPresent()) {
          try {
            return read(store, other);
          } catch (CorruptException | NoSuchFileException _) {
            // An older one may be sound.
          }
        }
      }
    }
    return RowSet.none();
  }
}
