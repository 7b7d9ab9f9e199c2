package io.vecgo.manifest;

import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile.Tombstones;
import java.util.Optional;

/**
 * A segment in a version.
 *
 * @param info what is known of its file
 * @param level 0 for a committed memtable; a merged segment is one above the highest of its sources
 * @param tombstones the file of its rows that are deleted in this version, if any are
 * @param leftOut whether a commit was made while the segment was missing: then newer records may
 *     have keys that it has too, and only a repair, which settles that, takes it back
 */
public record SegmentEntry(
    SegmentInfo info, int level, Optional<Tombstones> tombstones, boolean leftOut) {

  /** A new segment of which nothing is deleted. */
  public static SegmentEntry fresh(SegmentInfo info) {
    return new SegmentEntry(info, 0, Optional.empty(), false);
  }

  /** A segment of merged rows, of which nothing is deleted. */
  public static SegmentEntry merged(SegmentInfo info, int level) {
    return new SegmentEntry(info, level, Optional.empty(), false);
  }

  public SegmentEntry withTombstones(Tombstones newTombstones) {
    return new SegmentEntry(info, level, Optional.of(newTombstones), leftOut);
  }

  /** This segment in a version that was made without looking into it. */
  public SegmentEntry asLeftOut() {
    return new SegmentEntry(info, level, tombstones, true);
  }

  /** Rows that are live in this version. */
  public int liveRows() {
    return info.rows() - deletedRows();
  }

  /** Deleted rows in this version. */
  public int deletedRows() {
    return tombstones.map(Tombstones::rows).orElse(0);
  }

  /** Size of the files in bytes. */
  public long bytes() {
    return info.bytes() + tombstones.map(Tombstones::bytes).orElse(0L);
  }

  /** The live rows, given those that are deleted. */
  public RowSet liveRows(RowSet deleted) {
    return RowSet.range(info.rows()).minus(deleted);
  }
}
