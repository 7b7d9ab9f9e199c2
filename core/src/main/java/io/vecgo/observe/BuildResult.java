package io.vecgo.observe;

import io.vecgo.model.IndexSettings;
import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * A segment file that was built and is durable.
 *
 * @param by what needed it: commit or compaction
 * @param file name in the store
 * @param rows rows in it
 * @param bytes size of the file
 * @param index how its graph was built and what walks read of it; empty if the segment has so few
 *     rows that searches look at each
 * @param duration from begin to durable
 */
public record BuildResult(
    Operation by,
    String file,
    long rows,
    long bytes,
    Optional<IndexSettings> index,
    Duration duration) {}
