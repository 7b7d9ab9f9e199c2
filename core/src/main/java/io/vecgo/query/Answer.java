package io.vecgo.query;

import io.vecgo.model.Hit;
import io.vecgo.observe.QueryStats;
import java.util.List;

/** What a search found and what it took. */
public record Answer(List<Hit> hits, QueryStats stats) {}
