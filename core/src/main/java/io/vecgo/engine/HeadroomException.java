package io.vecgo.engine;

import io.vecgo.resources.MemoryBudget;
import java.io.IOException;

/**
 * There is too little room, on disk or in memory, for a compaction, which therefore did not begin.
 */
final class HeadroomException extends IOException {
  private static final long serialVersionUID = 1L;

  private HeadroomException(String message) {
    super(message);
  }

  static HeadroomException ofDisk(long neededBytes, long usableBytes) {
    return new HeadroomException(
        "%,d bytes are free and up to %,d are needed: make room, or the segments stay as they are"
            .formatted(usableBytes, neededBytes));
  }

  static HeadroomException ofMemory(long neededBytes, MemoryBudget budget) {
    return new HeadroomException(
        "%,d of %,d bytes of memory are taken and up to %,d more are needed: raise the limit, or the segments stay as they are"
            .formatted(budget.usedBytes(), budget.limits().bytes(), neededBytes));
  }
}
