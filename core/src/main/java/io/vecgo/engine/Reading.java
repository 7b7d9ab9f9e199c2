package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.engine.State.Location;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.part.Part;
import io.vecgo.query.Answer;
import io.vecgo.query.Searcher;
import io.vecgo.text.TextSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What can be asked of a pinned state. */
final class Reading {
  private final InputCheck check;
  private final Analyzer analyzer;

  Reading(InputCheck check, Analyzer analyzer) {
    this.check = check;
    this.analyzer = analyzer;
  }

  Optional<StoredRecord> get(State state, long id) {
    return state.locate(id).map(Reading::load);
  }

  Optional<StoredRecord> get(State state, String key) {
    return state.locate(key).map(Reading::load);
  }

  Answer search(State state, Query query) {
    check.query(query, state.schema());
    return searcher(state).search(query, state.parts());
  }

  /** Many searches of one state, on all cores; each core shares the scans of its queries. */
  List<Answer> searchAll(State state, List<Query> queries) {
    queries.forEach(query -> check.query(query, state.schema()));
    List<Part> parts = state.parts();
    Searcher searcher = searcher(state);
    int cores = Runtime.getRuntime().availableProcessors();
    int share = Math.max(1, (queries.size() + cores - 1) / cores);
    return IntStream.range(0, (queries.size() + share - 1) / share)
        .parallel()
        .mapToObj(i -> queries.subList(i * share, Math.min(queries.size(), (i + 1) * share)))
        .flatMap(some -> searcher.searchAll(some, parts).stream())
        .toList();
  }

  private Searcher searcher(State state) {
    return new Searcher(
        state.manifest().metric(),
        state.manifest().version(),
        TextSpec.of(analyzer, state.schema()));
  }

  private static StoredRecord load(Location location) {
    return new StoredRecord(
        location.part().id(location.row()), location.part().record(location.row()));
  }
}
