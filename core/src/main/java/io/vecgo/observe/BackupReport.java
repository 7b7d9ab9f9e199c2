package io.vecgo.observe;

import java.time.Duration;

/**
 * What a backup or a restoring copied.
 *
 * @param version the version that is in the target now
 * @param filesCopied files that were written, the manifest among them
 * @param bytesCopied size of these
 * @param filesPresent files that were there already, whole
 * @param duration from begin to durable
 */
public record BackupReport(
    long version, int filesCopied, long bytesCopied, int filesPresent, Duration duration) {}
