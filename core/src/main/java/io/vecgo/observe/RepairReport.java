package io.vecgo.observe;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a repair did, or would do.
 *
 * @param base the version that was repaired: the newest that can be read
 * @param version the version that was published; empty after a dry run, or if nothing had to be
 *     done
 * @param lostVersions versions whose manifests are damaged; the manifests are kept under names that
 *     begin with {@code damaged-}
 * @param lostFiles segments that only these may have named: their records are not in the database
 * @param segments what was done to segments; those that are sound are not here
 * @param duration from begin to end
 */
public record RepairReport(
    long base,
    OptionalLong version,
    List<Long> lostVersions,
    List<LostFile> lostFiles,
    List<SegmentRepair> segments,
    Duration duration) {

  /** A segment that no sound version names. */
  public record LostFile(String file, long records, IdRange ids) {}

  public RepairReport {
    lostVersions = List.copyOf(lostVersions);
    lostFiles = List.copyOf(lostFiles);
    segments = List.copyOf(segments);
  }

  /** Whether there is, or was, nothing to repair. */
  public boolean isSound() {
    return lostVersions.isEmpty() && segments.isEmpty();
  }

  /** Live records that are gone, as far as sound versions know of them. */
  public long lostRecords() {
    return segments.stream().mapToLong(SegmentRepair::lost).sum();
  }
}
