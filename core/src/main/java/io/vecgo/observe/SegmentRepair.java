package io.vecgo.observe;

import java.util.List;

/**
 * What a repair does to one segment.
 *
 * @param file the segment
 * @param action what is done
 * @param records live records that are there afterwards
 * @param lost live records that are gone
 * @param lostIds their ids, as far as known
 * @param superseded records that stay deleted, as a newer one has their key
 * @param unknownDeletes deleted records that may be back, as nobody knows which they were
 * @param reason what was wrong, for people
 */
public record SegmentRepair(
    String file,
    Action action,
    long records,
    long lost,
    List<IdRange> lostIds,
    long superseded,
    long unknownDeletes,
    String reason) {
  public SegmentRepair {
    lostIds = List.copyOf(lostIds);
  }

  /** What can be done to a segment. */
  public enum Action {
    /** Its intact rows were written into another file. */
    REBUILT,
    /** Nothing of it is left. */
    DROPPED,
    /** It was missing and is part of the database again. */
    TAKEN_BACK,
    /** Its rows are sound, its deletes were taken from an older file. */
    DELETES_RESTORED
  }
}
