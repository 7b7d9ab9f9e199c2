package io.vecgo.testkit.disk;

/**
 * What a crash during one change leaves of it and of the changes before. All that was synced is
 * left, always.
 */
public enum Crash {
  /** All changes before this one. */
  NOT_DONE,

  /** All changes before this one, and it. */
  DONE,

  /** All changes before this one, and the first half of the bytes that it writes. */
  TORN,

  /** What was synced, and nothing else. */
  UNSYNCED_DROPPED,

  /** What was synced, and this change before those that were made earlier. */
  REORDERED
}
