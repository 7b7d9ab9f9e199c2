package io.vecgo.observe;

import java.time.Duration;

/**
 * What a rollback did.
 *
 * @param version the version that is now current
 * @param restored the version that it equals
 * @param replaced the version that was current before, and still is there
 * @param liveRows records of the current version
 * @param duration from call to durable
 */
public record RollbackResult(
    long version, long restored, long replaced, long liveRows, Duration duration) {}
