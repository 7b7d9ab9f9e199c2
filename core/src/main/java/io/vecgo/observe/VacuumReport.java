package io.vecgo.observe;

import java.time.Duration;
import java.util.List;

/**
 * What a vacuum deleted, or would delete.
 *
 * @param versions numbers of the versions deleted, oldest first
 * @param versionsKept how many versions there are afterwards
 * @param files segment and tombstone files deleted that only these versions named
 * @param orphans files deleted that no version named: what failed commits and crashes left
 * @param bytes size of all that was deleted, manifests included. Space that a reader in this
 *     process still uses is free when it closes.
 * @param duration from call to durable
 */
public record VacuumReport(
    List<Long> versions,
    int versionsKept,
    List<String> files,
    List<String> orphans,
    long bytes,
    Duration duration) {
  public VacuumReport {
    versions = List.copyOf(versions);
    files = List.copyOf(files);
    orphans = List.copyOf(orphans);
  }
}
