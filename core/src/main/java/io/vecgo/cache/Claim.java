package io.vecgo.cache;

import java.io.IOException;
import java.util.List;

/**
 * Blocks of one owner that one thread has taken upon itself to load, in ascending order.
 *
 * @param wantedCount how many of them it wants itself; those behind are read ahead
 */
record Claim(List<Block> blocks, int wantedCount) {
  static final Claim NONE = new Claim(List.of(), 0);

  /** Throws if a wanted block was not loaded. */
  void throwFailure() throws IOException {
    for (Block block : blocks.subList(0, wantedCount)) {
      Throwable failure = block.failure;
      if (failure != null) {
        SideBySide.throwAgain(failure);
      }
    }
  }
}
