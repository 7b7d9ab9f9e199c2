package io.vecgo.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * The versions of a database together, whoever made them.
 *
 * @param count versions that there are
 * @param oldestAt when the oldest of them was made; empty if its manifest cannot be read
 * @param reclaimableBytes size of the files that the current version does not need: other versions
 *     do, nobody does, or a commit or merge is writing them
 */
public record VersionStats(int count, Optional<Instant> oldestAt, long reclaimableBytes) {}
