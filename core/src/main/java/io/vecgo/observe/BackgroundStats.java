package io.vecgo.observe;

import java.util.Optional;

/**
 * What a database does by itself, and what went wrong since it was opened.
 *
 * @param activeMemtableBytes memory that the rows of the active memtable use
 * @param memtableBytesMax above that it is committed in the background
 * @param frozenMemtables memtables that wait for a commit
 * @param pendingCompactions merges that the policy would choose next
 * @param failedCommits commits that failed, in the background or asked for
 * @param failedCompactions compactions that failed, in the background or asked for
 * @param postponedCompactions compactions that did not begin since the volume has too little room
 * @param backpressureEvents writes that had to wait for room
 * @param lastError what went wrong last, if anything has
 */
public record BackgroundStats(
    long activeMemtableBytes,
    long memtableBytesMax,
    int frozenMemtables,
    int pendingCompactions,
    long failedCommits,
    long failedCompactions,
    long postponedCompactions,
    long backpressureEvents,
    Optional<String> lastError) {}
