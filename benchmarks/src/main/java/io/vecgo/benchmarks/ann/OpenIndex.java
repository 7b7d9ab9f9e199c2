package io.vecgo.benchmarks.ann;

import java.io.IOException;

/** An index that can be searched by several threads, each with a searcher of its own. */
interface OpenIndex extends AutoCloseable {
  Searcher searcher() throws IOException;

  @Override
  void close() throws IOException;

  /** Searches for one thread. */
  @FunctionalInterface
  interface Searcher {

    /** The numbers of the rows found, in any order. */
    int[] nearest(float[] query, int knob) throws IOException;
  }
}
