package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.query.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A snapshot: one state, kept readable until closed. Thread-safe, but for {@link #close} beside a
 * read.
 */
public final class Pinned implements AutoCloseable {
  private final State state;
  private final Reading reading;
  private final AtomicBoolean closed = new AtomicBoolean();

  Pinned(State state, Reading reading) {
    this.state = state;
    this.reading = reading;
  }

  public long version() {
    return open().manifest().version();
  }

  public long liveRows() {
    return open().liveRows();
  }

  public Optional<StoredRecord> get(long id) {
    return reading.get(open(), id);
  }

  public Optional<StoredRecord> get(String key) {
    return reading.get(open(), key);
  }

  public Answer search(Query query) {
    return reading.search(open(), query);
  }

  public List<Answer> searchAll(List<Query> queries) {
    return reading.searchAll(open(), queries);
  }

  private State open() {
    if (closed.get()) {
      throw new ClosedException("the snapshot is closed");
    }
    return state;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      state.generation().unpin();
    }
  }
}
