package io.vecgo.graph;

/**
 * When a walk ends before it has looked at all rows in sight: once many hops in a row brought none
 * of the nearest. Walks for easy queries then take less than those for hard ones.
 *
 * @param nearest a row counts if fewer wanted rows than this are known to be nearer
 * @param hops hops in a row without such a row that end the walk
 */
public record Patience(int nearest, int hops) {

  /** A patient walk keeps so many times ef rows in sight: it ends by its patience. */
  public static final int ROOM = 2;

  private static final double NEAREST_PER_K = 1.5;
  private static final double HOPS_PER_EF = 0.65;

  /** Walks on until all rows in sight are looked at. */
  public static final Patience ENDLESS = new Patience(0, Integer.MAX_VALUE);

  /**
   * That of a walk which finds as much as one that keeps ef rows in sight and looks at them all: at
   * equal recall it computes 4 to 20 % fewer distances (benchmarks/README.md).
   */
  public static Patience of(int k, int ef) {
    return new Patience((int) Math.ceil(NEAREST_PER_K * k), (int) Math.ceil(HOPS_PER_EF * ef));
  }
}
