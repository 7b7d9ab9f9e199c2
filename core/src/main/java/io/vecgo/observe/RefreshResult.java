package io.vecgo.observe;

/**
 * What a refresh did.
 *
 * @param before the version that was read until now
 * @param after the version that is read from now on
 * @param segmentsOpened segments that the version before did not have
 * @param segmentsReused segments of both versions, which stayed open
 */
public record RefreshResult(long before, long after, int segmentsOpened, int segmentsReused) {

  /** Whether there was a newer version. */
  public boolean isNewer() {
    return after > before;
  }
}
