package io.vecgo.model;

import java.time.Duration;

/**
 * Which versions a vacuum keeps. A version is kept if <em>any</em> of these holds: it is one of the
 * newest; it is young enough; it has a tag; it was current a short while ago, so that a reader in
 * another process may be reading it. The current version is always kept.
 *
 * @param keepVersions how many of the newest are kept, the current one included; at least 1
 * @param keepDuration versions that were made within this time before now are kept
 * @param gracePeriod versions that were current within this time before now are kept. Processes
 *     that read a version must have opened it, or refresh, within it.
 */
public record RetentionPolicy(int keepVersions, Duration keepDuration, Duration gracePeriod) {
  /** The grace period of policies that do not say another. */
  public static final Duration GRACE_PERIOD = Duration.ofMinutes(15);

  public RetentionPolicy {
    if (keepVersions < 1) {
      throw new IllegalArgumentException("keepVersions=" + keepVersions + ": must be at least 1");
    }
    checkNotNegative("keepDuration", keepDuration);
    checkNotNegative("gracePeriod", gracePeriod);
  }

  private static void checkNotNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + "=" + duration + ": must not be negative");
    }
  }

  /** Keeps the newest versions, and the young ones, with a grace period of 15 minutes. */
  public static RetentionPolicy of(int keepVersions, Duration keepDuration) {
    return new RetentionPolicy(keepVersions, keepDuration, GRACE_PERIOD);
  }

  /** Keeps the newest versions, whatever their age, with a grace period of 15 minutes. */
  public static RetentionPolicy newest(int keepVersions) {
    return of(keepVersions, Duration.ZERO);
  }

  public RetentionPolicy withGracePeriod(Duration newGracePeriod) {
    return new RetentionPolicy(keepVersions, keepDuration, newGracePeriod);
  }
}
