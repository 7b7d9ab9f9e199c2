package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.observe.VersionComparison;
import io.vecgo.observe.VersionComparison.Difference;
import io.vecgo.observe.VersionInfo;
import io.vecgo.query.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks two versions the same and says how the answers differ. */
final class Comparing {
  private final History history;
  private final Opening opening;
  private final Reading reading;

  Comparing(History history, Opening opening, Reading reading) {
    this.history = history;
    this.opening = opening;
    this.reading = reading;
  }

  VersionComparison compare(long before, long after, List<Query> queries) throws IOException {
    Manifest first = history.find(before);
    Manifest second = history.find(after);
    List<VersionInfo> all = history.list();
    List<Answer> answersBefore = answers(first, queries);
    List<Answer> answersAfter = answers(second, queries);
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      differences.add(difference(answersBefore.get(i).hits(), answersAfter.get(i).hits()));
    }
    return new VersionComparison(
        info(all, before), info(all, after), between(all, before, after), differences);
  }

  private List<Answer> answers(Manifest manifest, List<Query> queries) throws IOException {
    State state = opening.open(new VersionChoice.Exactly(manifest.version()));
    try {
      return reading.searchAll(state, queries);
    } finally {
      state.generation().unpin();
    }
  }

  private static VersionInfo info(List<VersionInfo> all, long version) {
    return all.stream().filter(info -> info.number() == version).findFirst().orElseThrow();
  }

  private static List<VersionInfo> between(List<VersionInfo> all, long one, long other) {
    long older = Math.min(one, other);
    long newer = Math.max(one, other);
    return all.stream().filter(info -> info.number() > older && info.number() <= newer).toList();
  }

  static Difference difference(List<Hit> before, List<Hit> after) {
    Map<Long, Double> scoresBefore = scores(before);
    Map<Long, Double> scoresAfter = scores(after);
    List<Long> gained = without(after, scoresBefore);
    List<Long> lost = without(before, scoresAfter);
    int common = after.size() - gained.size();
    int larger = Math.max(before.size(), after.size());
    DoubleSummaryStatistics drift =
        after.stream()
            .filter(hit -> scoresBefore.containsKey(hit.id()))
            .mapToDouble(hit -> Math.abs(hit.score() - scoresBefore.getOrDefault(hit.id(), 0.0)))
            .summaryStatistics();
    return new Difference(
        larger == 0 ? 1 : (double) common / larger,
        gained,
        lost,
        drift.getAverage(),
        common == 0 ? 0 : drift.getMax());
  }

  private static Map<Long, Double> scores(List<Hit> hits) {
    return hits.stream().collect(Collectors.toMap(Hit::id, hit -> (double) hit.score()));
  }

  private static List<Long> without(List<Hit> hits, Map<Long, Double> others) {
    return hits.stream().map(Hit::id).filter(id -> !others.containsKey(id)).toList();
  }
}
