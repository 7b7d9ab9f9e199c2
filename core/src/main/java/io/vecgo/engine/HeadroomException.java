package io.vecgo.engine;

import java.io.IOException;

/** A volume has too little room for a compaction, which therefore did not begin. */
final class HeadroomException extends IOException {
  private static final long serialVersionUID = 1L;

  HeadroomException(long neededBytes, long usableBytes) {
    super(
        "%,d bytes are free and up to %,d are needed: make room, or the segments stay as they are"
            .formatted(usableBytes, neededBytes));
  }
}
