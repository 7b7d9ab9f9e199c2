package io.vecgo.observe;

import java.time.Duration;

/**
 * What a commit made durable.
 *
 * @param version the version that is now current; unchanged if there was nothing to commit
 * @param rows live rows written into new segments
 * @param deletes deletes of rows of older segments made durable
 * @param bytes size of the files written
 * @param duration from call to durable
 */
public record CommitResult(long version, long rows, long deletes, long bytes, Duration duration) {}
