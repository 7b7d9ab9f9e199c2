package io.vecgo.graph;

/** The vectors of the rows that {@link TurboRecords} are made of. Thread-safe. */
@FunctionalInterface
public interface TurboRows {

  /**
   * Copies the vector of a row into the head of {@code target}.
   *
   * @return what makes it a unit vector under cosine, 1 under other metrics
   */
  float read(int row, float[] target);
}
