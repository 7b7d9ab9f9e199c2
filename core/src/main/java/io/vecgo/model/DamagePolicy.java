package io.vecgo.model;

/**
 * What opening a database does with a segment whose files are damaged. A segment file that is not
 * there at all is left out under both and reported: who deletes one has decided.
 */
public enum DamagePolicy {
  /** Refuses to open. */
  STRICT,
  /**
   * Opens the rest and reports the segment as missing. Its files are not touched. Records of it are
   * not found; once a commit has been made without it, only a repair brings it back.
   */
  DEGRADED
}
