package io.vecgo;

import io.vecgo.model.HitGroup;
import io.vecgo.observe.QueryStats;
import io.vecgo.query.GroupedAnswer;
import java.util.List;

/**
 * What a grouped search found.
 *
 * @param groups in the order of their best hits
 * @param stats what it took: one entry for each search of rows
 */
public record GroupedResult(List<HitGroup> groups, List<QueryStats> stats) {
  public GroupedResult {
    groups = List.copyOf(groups);
    stats = List.copyOf(stats);
  }

  static GroupedResult of(GroupedAnswer answer) {
    return new GroupedResult(answer.groups(), answer.stats());
  }
}
