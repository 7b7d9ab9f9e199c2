package io.vecgo.observe;

import java.time.Duration;

/**
 * What a compaction did.
 *
 * @param version the version that is now current; unchanged if there was nothing to merge
 * @param segmentsMerged segments of the version before that are not in it any more
 * @param rows live rows written into the new segment
 * @param bytes size of the files written
 * @param duration from begin to durable
 */
public record CompactionResult(
    long version, int segmentsMerged, long rows, long bytes, Duration duration) {}
