package io.vecgo.observe;

import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a database does by itself, and what went wrong since it was opened.
 *
 * @param activeMemtableBytes memory that the rows of the active memtable use
 * @param memtableBytesMax above that it is committed in the background
 * @param frozenMemtables memtables that wait for a commit
 * @param pendingCompactions merges that the policy would choose next
 * @param compactionsPendingFor how long merges have been waiting without a break; zero if none is
 * @param failedCommits commits that failed, in the background or asked for
 * @param failedCompactions compactions that failed, in the background or asked for
 * @param postponedCompactions compactions that did not begin since the volume has too little room
 * @param backpressureEvents writes that had to wait for room
 * @param corruptions operations that met damaged files
 * @param failing commit, compaction and vacuum, those of which the last one failed
 * @param lastError what went wrong last, if anything has
 */
public record BackgroundStats(
    long activeMemtableBytes,
    long memtableBytesMax,
    int frozenMemtables,
    int pendingCompactions,
    Duration compactionsPendingFor,
    long failedCommits,
    long failedCompactions,
    long postponedCompactions,
    long backpressureEvents,
    long corruptions,
    Set<Operation> failing,
    Optional<String> lastError) {
  public BackgroundStats {
    failing = Set.copyOf(failing);
  }
}
