package io.vecgo.graph;

/** The memory of one walk, reused by the next. Confined to one walk at a time. */
public final class WalkScratch {
  private static final int NO_ROW = -1;

  final CandidatePool pool = new CandidatePool();
  final VisitedRows visited = new VisitedRows();
  final long[] starts = new long[EntryRows.STARTS];
  final int[] beam = new int[GraphWalk.BEAM];
  final int[] rows;
  final float[] distances;
  long hops;
  long distanceComputations;
  boolean givenUp;
  int hidden = NO_ROW;

  /**
   * @param linksMax most neighbours that a row of the graph can have
   */
  public WalkScratch(int linksMax) {
    rows = new int[Math.max(GraphWalk.BEAM * linksMax, EntryRows.STARTS)];
    distances = new float[Math.max(GraphWalk.BEAM * linksMax, EntryRows.COUNT_MAX)];
  }

  /** Memory that it takes: mostly a byte for each row of the graph. */
  public long bytes() {
    return pool.bytes()
        + visited.bytes()
        + (long) rows.length * Integer.BYTES
        + (long) distances.length * Float.BYTES;
  }

  /** No walk meets this row from now on; none must begin there. */
  public void hide(int row) {
    hidden = row;
  }

  boolean hidesRow() {
    return hidden != NO_ROW;
  }

  /** Rows whose neighbours were looked at in the last search. */
  public long hops() {
    return hops;
  }

  /**
   * The distance up to which the last walk kept rows in sight; infinite unless ef rows were the
   * limit.
   */
  public float reach() {
    return pool.reach();
  }

  /** Whether the last walk ended at its checkpoint. */
  public boolean isGivenUp() {
    return givenUp;
  }

  /** Rows that the last walk met and that were near enough then. */
  public long rowsNear() {
    return pool.near();
  }

  /** How many of them are wanted. */
  public long wantedNear() {
    return pool.wantedNear();
  }

  /** Distances computed in the last search. */
  public long distanceComputations() {
    return distanceComputations;
  }

  /** Forgets the effort of the search before. */
  void startCounting() {
    hops = 0;
    distanceComputations = 0;
    givenUp = false;
  }
}
