package io.vecgo.part;

/**
 * What a search in a part took, and how far it looked.
 *
 * @param vectorsScanned vectors compared by a scan
 * @param distanceComputations vectors compared in any way
 * @param graphHops rows whose neighbours were looked at
 * @param reach distance from which on rows were dropped for want of room; infinite if none were
 */
public record Effort(long vectorsScanned, long distanceComputations, long graphHops, float reach) {
  public static final Effort NONE = new Effort(0, 0, 0, Float.POSITIVE_INFINITY);

  public static Effort ofScan(long vectors) {
    return new Effort(vectors, vectors, 0, Float.POSITIVE_INFINITY);
  }

  public static Effort ofWalk(long distances, long hops, float reach) {
    return new Effort(0, distances, hops, reach);
  }

  /** This and then another one, which looked farther. */
  public Effort plus(Effort other) {
    return new Effort(
        vectorsScanned + other.vectorsScanned,
        distanceComputations + other.distanceComputations,
        graphHops + other.graphHops,
        other.reach);
  }
}
