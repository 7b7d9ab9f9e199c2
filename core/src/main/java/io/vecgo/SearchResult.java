package io.vecgo;

import io.vecgo.model.Hit;
import io.vecgo.observe.QueryStats;
import io.vecgo.query.Answer;
import java.util.List;

/**
 * What a search found.
 *
 * @param hits best first; equal scores in the order of ids
 * @param stats what it took
 */
public record SearchResult(List<Hit> hits, QueryStats stats) {
  public SearchResult {
    hits = List.copyOf(hits);
  }

  static List<SearchResult> of(List<Answer> answers) {
    return answers.stream().map(answer -> new SearchResult(answer.hits(), answer.stats())).toList();
  }
}
