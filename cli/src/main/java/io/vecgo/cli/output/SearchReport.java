package io.vecgo.cli.output;

import io.vecgo.SearchResult;

/** Shows the results of searches as they come. Confined to one thread. */
public interface SearchReport {

  /** How much is told of the work behind a result. */
  enum Detail {
    BRIEF,
    EXPLAINED
  }

  /** Shows the result of query {@code number}, which counts from 0. */
  void add(long number, SearchResult result);

  /** Shows what can be said about all of them. */
  void end();
}
