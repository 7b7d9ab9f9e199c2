package io.vecgo.observe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param memtableLimitBytes what they may use at most; empty without a limit, and for readers
 * @param segments one entry a segment that is loaded
 * @param missing segments of the current version that are not
 * @param versions all versions together, the current one included; empty if the store fails
 * @param disk room on the volume; empty where the store has no volume
 * @param searches how long searches took in the last minutes
 * @param recall how much of the truth searches found of late; empty until one was repeated exactly
 * @param background what the database does by itself
 * @param memory what it takes of the memory that it shares with others
 * @param blockCache blocks in memory of files that are not mapped
 * @param diskCache copies on disk of files that are far away; empty if there is no such cache
 */
public record DatabaseStats(
    long manifestId,
    long totalVectors,
    int segmentCount,
    long tombstones,
    long diskBytes,
    long memtableRows,
    long memtableBytes,
    OptionalLong memtableLimitBytes,
    List<SegmentStats> segments,
    List<MissingSegment> missing,
    Optional<VersionStats> versions,
    Optional<DiskSpace> disk,
    LatencyStats searches,
    Optional<RecallEstimate> recall,
    BackgroundStats background,
    MemoryStats memory,
    BlockCacheStats blockCache,
    Optional<DiskCacheStats> diskCache) {
  public DatabaseStats {
    segments = List.copyOf(segments);
    missing = List.copyOf(missing);
  }

  /** Records of the current version that are not there, since their segments are missing. */
  public long missingRows() {
    return missing.stream().mapToLong(MissingSegment::rows).sum();
  }
}
