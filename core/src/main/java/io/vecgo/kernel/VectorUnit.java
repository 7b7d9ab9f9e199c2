package io.vecgo.kernel;

import jdk.incubator.vector.FloatVector;

/** The vector unit of this CPU. Not to be loaded where the Vector API is missing. */
final class VectorUnit {
  private VectorUnit() {}

  /** Width of the registers that the compiler of this JVM uses, in bits; 64 where it has none. */
  static int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
