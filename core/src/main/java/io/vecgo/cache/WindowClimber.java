package io.vecgo.cache;

/**
 * Finds the share of a cache that is best given to what is new: tries a larger or smaller one, and
 * goes on in that direction as long as the hit ratio grows. Steps shrink until the ratio changes
 * much, as it does when the work changes. Confined to one thread at a time.
 *
 * <p>Source: Einziger, Eytan, Friedman, Manes, "Adaptive Software Cache Management", Middleware
 * 2018.
 */
final class WindowClimber {
  private static final double FIRST_STEP = 0.0625;
  private static final double DECAY = 0.98;
  private static final double MUCH = 0.05;
  private static final int SAMPLE_FACTOR = 10;

  private final int capacity;
  private double step;
  private double ratioBefore;
  private int hits;
  private int requests;

  WindowClimber(int capacity) {
    this.capacity = capacity;
    this.step = -FIRST_STEP * capacity;
  }

  void hit() {
    hits++;
    requests++;
  }

  void miss() {
    requests++;
  }

  /** By how many entries the window should grow now; less than 0 if it should shrink. */
  int change() {
    if (requests < SAMPLE_FACTOR * capacity) {
      return 0;
    }
    double ratio = (double) hits / requests;
    double better = ratio - ratioBefore;
    double amount = better >= 0 ? step : -step;
    boolean isMuch = Math.abs(better) >= MUCH;
    step = isMuch ? Math.copySign(FIRST_STEP * capacity, amount) : DECAY * amount;
    ratioBefore = ratio;
    hits = 0;
    requests = 0;
    return (int) amount;
  }
}
