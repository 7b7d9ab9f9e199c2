package io.vecgo.benchmarks.ann;

/** Values of search knobs. */
final class Knobs {
  private static final int[] CANDIDATES = {
    10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
    448, 512, 640, 768, 1024, 1536, 2048
  };

  private Knobs() {}

  /** How many candidates a search keeps, from 10 on in steps of a quarter or less. */
  static int[] candidates() {
    return CANDIDATES.clone();
  }
}
