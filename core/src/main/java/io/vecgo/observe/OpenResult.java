package io.vecgo.observe;

/**
 * What was opened.
 *
 * @param location of the store
 * @param version the version that is read, or that writes follow
 * @param access what may be done with it
 * @param segments segments that are loaded
 * @param missing segments that are not
 * @param records live records
 */
public record OpenResult(
    String location, long version, Access access, int segments, int missing, long records) {

  /** What may be done with an open database. */
  public enum Access {
    /** It is read and written. */
    WRITE,
    /** It is read at the newest version, and may be refreshed. */
    READ,
    /** It is read at a version that was asked for, and stays there. */
    FIXED_VERSION
  }
}
