package io.vecgo.part;

/**
 * What a search in a part took, and how far it looked.
 *
 * @param vectorsScanned vectors compared by a scan
 * @param distanceComputations vectors compared in any way
 * @param graphHops rows whose neighbours were looked at
 * @param bytesRead of vectors, codes and links
 * @param rowsNear rows near the query that a walk met, at every stage as near as it looked
 * @param matchingNear how many of them are wanted
 * @param givenUp whether a walk ended early because too few rows near the query are wanted
 * @param reach distance from which on rows were dropped for want of room; infinite if none were
 */
public record Effort(
    long vectorsScanned,
    long distanceComputations,
    long graphHops,
    long bytesRead,
    long rowsNear,
    long matchingNear,
    boolean givenUp,
    float reach) {
  public static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, false, Float.POSITIVE_INFINITY);

  /** A scan of so many vectors. */
  public static Effort ofScan(long vectors, long bytesPerVector) {
    return new Effort(
        vectors, vectors, 0, vectors * bytesPerVector, 0, 0, false, Float.POSITIVE_INFINITY);
  }

  /** A walk that computed so many distances. */
  public static Effort ofWalk(long distances, long hops, float reach) {
    return new Effort(0, distances, hops, 0, 0, 0, false, reach);
  }

  /** The same, having read so many bytes. */
  public Effort reading(long bytes) {
    return new Effort(
        vectorsScanned,
        distanceComputations,
        graphHops,
        bytes,
        rowsNear,
        matchingNear,
        givenUp,
        reach);
  }

  /** The same, having met so many rows near the query. */
  public Effort meeting(long near, long matching) {
    return new Effort(
        vectorsScanned, distanceComputations, graphHops, bytesRead, near, matching, givenUp, reach);
  }

  /** The same, ended early or not. */
  public Effort givenUp(boolean early) {
    return new Effort(
        vectorsScanned,
        distanceComputations,
        graphHops,
        bytesRead,
        rowsNear,
        matchingNear,
        early,
        reach);
  }

  /** This and then another one, which looked farther. */
  public Effort plus(Effort other) {
    return new Effort(
        vectorsScanned + other.vectorsScanned,
        distanceComputations + other.distanceComputations,
        graphHops + other.graphHops,
        bytesRead + other.bytesRead,
        rowsNear + other.rowsNear,
        matchingNear + other.matchingNear,
        other.givenUp,
        other.reach);
  }

  /** Share of the rows near the query that are wanted; NaN if no walk met any. */
  public double nearSelectivity() {
    return rowsNear == 0 ? Double.NaN : (double) matchingNear / rowsNear;
  }
}
