package io.vecgo.query;

import io.vecgo.model.HitGroup;
import io.vecgo.observe.QueryStats;
import java.util.List;

/**
 * What a grouped search found and what it took.
 *
 * @param stats one entry for each search that it took
 */
public record GroupedAnswer(List<HitGroup> groups, List<QueryStats> stats) {}
