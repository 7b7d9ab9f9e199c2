package io.vecgo.observe;

/**
 * One segment of the current version.
 *
 * @param file name in the store
 * @param level 0 for a committed memtable
 * @param rows rows in the file
 * @param tombstones rows of the file that are deleted, committed or not
 * @param bytes size of the file and of its tombstones
 * @param minId smallest id in the file
 * @param maxId largest id in the file
 * @param search how searches find rows in it
 * @param oversampling how many times k candidates a walk compares by their full vectors; 1 if walks
 *     read full vectors already, or none was made
 */
public record SegmentStats(
    String file,
    int level,
    long rows,
    long tombstones,
    long bytes,
    long minId,
    long maxId,
    Search search,
    double oversampling) {

  /** How searches find rows in a segment. */
  public enum Search {
    /** They walk its graph. */
    GRAPH,
    /** It is small: they look at each row. */
    SCAN,
    /** Its file is far away, and none has needed it yet. */
    NOT_READ
  }
}
