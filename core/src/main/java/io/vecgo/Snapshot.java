package io.vecgo;

import io.vecgo.engine.Database;
import io.vecgo.engine.Pinned;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.query.Answer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The database at one instant: writes, deletes and commits that come later change nothing in it.
 * Holding one keeps its memory and files; close it soon. Thread-safe, but for {@link #close} beside
 * a read.
 */
public final class Snapshot implements AutoCloseable {
  private final Database database;
  private final Pinned pinned;

  Snapshot(Database database) {
    this.database = database;
    this.pinned = database.snapshot();
  }

  /** The committed version underneath; rows written after it may be in the snapshot too. */
  public long version() {
    return pinned.version();
  }

  /** Number of records. */
  public long count() {
    return pinned.liveRows();
  }

  public Optional<StoredRecord> get(long id) {
    return database.get(pinned, id);
  }

  public Optional<StoredRecord> get(String key) {
    return database.get(pinned, key);
  }

  /** As {@link Vecgo#search}, in this snapshot. */
  public SearchResult search(Query query) {
    Answer answer = database.search(pinned, query);
    return new SearchResult(answer.hits(), answer.stats());
  }

  /** As {@link Vecgo#searchAll}, in this snapshot. */
  public List<SearchResult> searchAll(List<Query> queries) {
    return SearchResult.of(database.searchAll(pinned, List.copyOf(queries)));
  }

  /** The number of records that match. */
  public long count(Filter filter) {
    return pinned.count(filter);
  }

  /** Whether a record matches. */
  public boolean exists(Filter filter) {
    return pinned.exists(filter);
  }

  /**
   * The records that match, in the order of their ids. The stream reads them one by one from a
   * snapshot of its own: close it. A thread that is interrupted gets an {@link
   * io.vecgo.model.InterruptedSearchException}.
   */
  public Stream<StoredRecord> scan(Filter filter) {
    return scan(filter, 0);
  }

  /**
   * As {@link #scan(Filter)}, from this id on: with the id after the last one read, a scan goes on
   * where an earlier one ended.
   */
  public Stream<StoredRecord> scan(Filter filter, long fromId) {
    return pinned.scan(filter, fromId);
  }

  /**
   * All matching records that are as near to the query as a threshold: with a squared distance of
   * at most that for L2, a similarity of at least that for other metrics. Every matching vector is
   * compared, so that none is missed; how many there are does not matter, as the stream holds a few
   * hundred hits at a time. They come as they are found, in no order. The query's k, ef, mode and
   * oversampling do not count. The stream reads from a snapshot of its own: close it.
   */
  public Stream<Hit> searchRange(Query query, float threshold) {
    return pinned.range(query, threshold);
  }

  /**
   * The best groups of hits, those whose best hits are best: for example the documents whose
   * passages are nearest. There are as many groups as wanted if records that match have as many
   * values of the field. The query's k does not count.
   */
  public GroupedResult searchGroups(Query query, Grouping grouping) {
    return GroupedResult.of(pinned.groups(query, grouping));
  }

  /**
   * The results of a query page by page, each of the query's k, from a snapshot of its own: close
   * it.
   */
  public SearchCursor cursor(Query query) {
    return new SearchCursor(pinned.cursor(query));
  }

  @Override
  public void close() {
    pinned.close();
  }
}
