package io.vecgo.observe;

import java.util.List;

/**
 * The state of a database at one instant.
 *
 * @param manifestId the current version
 * @param totalVectors live rows, committed or not
 * @param segmentCount segments of the current version that are loaded
 * @param tombstones deleted rows that still take up space in segments
 * @param diskBytes size of the files of the current version
 * @param memtableRows rows that are not committed
 * @param memtableBytes memory that they use
 * @param segments one entry a segment that is loaded
 * @param missing segments of the current version that are not
 */
public record DatabaseStats(
    long manifestId,
    long totalVectors,
    int segmentCount,
    long tombstones,
    long diskBytes,
    long memtableRows,
    long memtableBytes,
    List<SegmentStats> segments,
    List<MissingSegment> missing) {
  public DatabaseStats {
    segments = List.copyOf(segments);
    missing = List.copyOf(missing);
  }

  /** Records of the current version that are not there, since their segments are missing. */
  public long missingRows() {
    return missing.stream().mapToLong(MissingSegment::rows).sum();
  }
}
