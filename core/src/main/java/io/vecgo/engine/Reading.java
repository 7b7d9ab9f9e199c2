package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.engine.State.Location;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.observe.MemoryUse;
import io.vecgo.part.IdlePool;
import io.vecgo.part.Part;
import io.vecgo.query.Answer;
import io.vecgo.query.Cursor;
import io.vecgo.query.GroupSearch;
import io.vecgo.query.GroupedAnswer;
import io.vecgo.query.Prefetch;
import io.vecgo.query.RangeHits;
import io.vecgo.query.RecordScan;
import io.vecgo.query.Searcher;
import io.vecgo.query.Strategy;
import io.vecgo.query.Texts;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.text.TextScratch;
import io.vecgo.text.TextSpec;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What can be asked of a pinned state. */
final class Reading implements AutoCloseable {
  private final InputCheck check;
  private final Watched watched;
  private final Analyzer analyzer;
  private final RecallMonitor recall;
  private final Strategy strategy;
  private final MemoryCharge searches;
  private final IdlePool<TextScratch> scratches;

  Reading(
      InputCheck check,
      Watched watched,
      Analyzer analyzer,
      RecallMonitor recall,
      Strategy strategy,
      MemoryAccount memory) {
    this.searches = memory.charge(MemoryUse.SEARCHES);
    this.scratches = new IdlePool<>(searches, TextScratch::bytes);
    this.check = check;
    this.strategy = strategy;
    this.watched = watched;
    this.analyzer = analyzer;
    this.recall = recall;
  }

  /** The database is closed: nobody keeps memory for searches any more. */
  @Override
  public void close() {
    searches.close();
  }

  Optional<StoredRecord> get(State state, long id) {
    return state.locate(id).map(Reading::load);
  }

  Optional<StoredRecord> get(State state, String key) {
    return state.locate(key).map(Reading::load);
  }

  /** Who is told of searches. */
  Watched watched() {
    return watched;
  }

  /** The number of records that match. */
  long count(State state, Filter filter) {
    Prefetch.forFilter(filter, state.parts());
    return state.parts().stream().mapToLong(part -> part.matching(filter).cardinality()).sum();
  }

  /** Whether a record matches. */
  boolean exists(State state, Filter filter) {
    return state.parts().stream().anyMatch(part -> !part.matching(filter).isEmpty());
  }

  /** The records that match, in the order of their ids, from this one on. */
  Iterator<StoredRecord> scan(State state, Filter filter, long fromId) {
    return new RecordScan(filter, fromId, state.parts());
  }

  /** All hits as good as the threshold or better, in no order. */
  Iterator<Hit> range(State state, Query query, float threshold) {
    check.byVectorAlone(query);
    check.query(query, state.schema());
    check.threshold(threshold);
    return new RangeHits(query, threshold, state.manifest().metric(), state.parts());
  }

  /** The results of a query, k at a time. */
  Cursor cursor(State state, Query query) {
    check.notHybrid(query);
    check.query(query, state.schema());
    return new Cursor(searcher(state), query, state.parts(), state.manifest().version());
  }

  /** The best groups of hits. */
  GroupedAnswer groups(State state, Query query, Grouping grouping) {
    return watched.groups(() -> {
      check.notHybrid(query);
      check.query(query, state.schema());
      return new GroupSearch(searcher(state), query, grouping, state.parts()).run();
    });
  }

  Answer search(State state, Query query) {
    check.query(query, state.schema());
    Answer answer = searchUnwatched(state, query);
    recall.ended(state, query, answer, this::searchUnwatched);
    return answer;
  }

  private Answer searchUnwatched(State state, Query query) {
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
        new Texts(TextSpec.of(analyzer, state.schema()), scratches),
        strategy);
  }

  private static StoredRecord load(Location location) {
    Prefetch.forRecord(location.part(), location.row());
    return new StoredRecord(
        location.part().id(location.row()), location.part().record(location.row()));
  }
}
