package io.vecgo.testkit.memory;

import io.vecgo.testkit.LatentVectors;
import java.util.List;
import java.util.stream.Stream;

/**
 * The queries that are asked of a database of {@link LatentVectors}.
 *
 * @param seed of the vectors
 * @param dimension of them
 * @param hidden as of {@link LatentVectors}
 * @param first how many are asked before it is measured
 * @param measured how many are measured; each is another one
 */
public record Searches(long seed, int dimension, int hidden, int first, int measured) {
  private static final int ROWS = 0;
  private static final int QUERIES = 1;

  /** The rows of the database. */
  public LatentVectors rows() {
    return new LatentVectors(seed, ROWS, dimension, hidden);
  }

  /** The queries that are not measured, then those that are. */
  LatentVectors queries() {
    return new LatentVectors(seed, QUERIES, dimension, hidden);
  }

  /** The first of those that are measured. */
  public List<float[]> measuredQueries(int count) {
    LatentVectors queries = queries();
    queries.next(first);
    return queries.next(count);
  }

  List<String> toArguments() {
    return Stream.of(seed, dimension, hidden, first, measured).map(String::valueOf).toList();
  }

  static Searches of(List<String> arguments) {
    return new Searches(
        Long.parseLong(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Integer.parseInt(arguments.get(4)));
  }
}
