package io.vecgo.observe;

import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;

/**
 * A segment file with its index, if it has enough rows for one, that was built and is durable.
 *
 * @param by what needed it: commit or compaction
 * @param file name in the store
 * @param rows rows in it
 * @param bytes size of the file
 * @param duration from begin to durable
 */
public record BuildResult(Operation by, String file, long rows, long bytes, Duration duration) {}
