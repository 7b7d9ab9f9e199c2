package io.vecgo;

import io.vecgo.engine.Database;
import io.vecgo.engine.Pinned;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.query.Answer;
import java.util.List;
import java.util.Optional;

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

  @Override
  public void close() {
    pinned.close();
  }
}
