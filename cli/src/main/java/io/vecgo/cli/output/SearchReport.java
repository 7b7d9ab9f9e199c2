package io.vecgo.cli.output;

import io.vecgo.GroupedResult;
import io.vecgo.SearchResult;
import io.vecgo.model.Hit;
import java.util.List;

/** Shows the results of searches as they come. Confined to one thread. */
public interface SearchReport {

  /** How much is told of the work behind a result. */
  enum Detail {
    BRIEF,
    EXPLAINED
  }

  /** Shows the result of query {@code number}, which counts from 0. */
  void add(long number, SearchResult result);

  /** Shows all hits of query {@code number} within a threshold, best first. */
  void addRange(long number, List<Hit> hits);

  /** Shows the groups of query {@code number}. */
  void addGroups(long number, GroupedResult result);

  /** Shows what can be said about all of them. */
  void end();
}
