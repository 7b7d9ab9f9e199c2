package io.vecgo.part;

/**
 * What a search in a part took.
 *
 * @param vectorsScanned vectors compared by a scan
 * @param distanceComputations vectors compared in any way
 * @param graphHops rows whose neighbours were looked at
 */
public record Effort(long vectorsScanned, long distanceComputations, long graphHops) {
  public static final Effort NONE = new Effort(0, 0, 0);

  public static Effort ofScan(long vectors) {
    return new Effort(vectors, vectors, 0);
  }

  public static Effort ofWalk(long distances, long hops) {
    return new Effort(0, distances, hops);
  }

  public Effort plus(Effort other) {
    return new Effort(
        vectorsScanned + other.vectorsScanned,
        distanceComputations + other.distanceComputations,
        graphHops + other.graphHops);
  }
}
