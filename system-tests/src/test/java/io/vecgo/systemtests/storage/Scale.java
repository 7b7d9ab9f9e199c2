package io.vecgo.systemtests.storage;

/** How much is tried: a quick set with every build, a long one on demand. */
enum Scale {
  QUICK,
  LONG;

  /** The scale of this run, by {@code -Dvecgo.proof=long}. */
  static Scale ofThisRun() {
    return System.getProperty("vecgo.proof", "quick").equals("long") ? LONG : QUICK;
  }

  /** One of two numbers. */
  static int of(int quick, int many) {
    return ofThisRun() == LONG ? many : quick;
  }
}
