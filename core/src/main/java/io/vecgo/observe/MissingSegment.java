package io.vecgo.observe;

/**
 * A segment of the current version that is not loaded: searches do not see its records.
 *
 * @param file name in the store
 * @param rows records that were live in it
 * @param minId smallest id in the file
 * @param maxId largest id in the file
 * @param reason why it is missing
 * @param detail what was found, for people
 */
public record MissingSegment(
    String file, long rows, long minId, long maxId, Reason reason, String detail) {

  /** Why a segment is missing. */
  public enum Reason {
    /** There is no such file. Putting it back and opening again heals it. */
    NO_FILE,
    /** One of its files is damaged, and the database was opened in spite of that. */
    DAMAGED,
    /** A commit was made while it was missing. Repair takes it back or drops it. */
    LEFT_OUT
  }

  /** One line for people: what is missing, why, and what to do. */
  public String sentence() {
    return "%s is missing with %d records (ids %d to %d): %s"
        .formatted(file, rows, minId, maxId, detail);
  }
}
