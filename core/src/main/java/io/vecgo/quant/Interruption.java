package io.vecgo.quant;

import java.util.concurrent.CancellationException;

/** Ends training, which takes long, when somebody interrupts its thread. */
final class Interruption {
  private Interruption() {}

  /**
   * To be called again and again; leaves the thread interrupted.
   *
   * @throws CancellationException if it is
   */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted");
    }
  }
}
