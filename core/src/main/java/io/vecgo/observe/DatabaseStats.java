package io.vecgo.observe;

import java.util.List;

/**
 * The state of a database at one instant.
 *
 * @param manifestId the current version
 * @param totalVectors live rows, committed or not
 * @param segmentCount segments of the current version
 * @param tombstones deleted rows that still take up space in segments
 * @param diskBytes size of the files of the current version
 * @param memtableRows rows that are not committed
 * @param memtableBytes memory that they use
 * @param segments one entry a segment
 * @param background what the database does by itself
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
    BackgroundStats background) {
  public DatabaseStats {
    segments = List.copyOf(segments);
  }
}
