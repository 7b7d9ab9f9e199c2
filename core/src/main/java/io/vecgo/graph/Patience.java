package io.vecgo.graph;

/**
 * When a walk ends before it has looked at all rows in sight: once many hops in a row brought none
 * of the nearest. Walks for easy queries then take less than those for hard ones.
 *
 * @param nearest a row counts if fewer wanted rows than this are known to be nearer
 * @param hops hops in a row without such a row that end the walk
 */
public record Patience(int nearest, int hops) {

  /** Walks on until all rows in sight are looked at. */
  public static final Patience ENDLESS = new Patience(0, Integer.MAX_VALUE);
}
