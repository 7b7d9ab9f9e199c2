package io.vecgo.observe;

import io.vecgo.model.Operation;
import java.time.Instant;
import java.util.List;

/**
 * A version of a database.
 *
 * @param number ascending from 1; numbers may be missing where versions were vacuumed
 * @param createdAt when it was made, by the writer's clock
 * @param operation what made it
 * @param liveRows its records
 * @param segments files with rows
 * @param bytes size of its manifest and tombstones: what a version costs that shares its segments
 * @param bytesOfItsOwn size of its manifest and of all files that no other version names: what
 *     removing it frees
 * @param tags names that it has, in order
 */
public record VersionInfo(
    long number,
    Instant createdAt,
    Operation operation,
    long liveRows,
    int segments,
    long bytes,
    long bytesOfItsOwn,
    List<String> tags) {
  public VersionInfo {
    tags = List.copyOf(tags);
  }
}
