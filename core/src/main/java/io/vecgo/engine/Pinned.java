package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.query.Answer;
import io.vecgo.query.Cursor;
import io.vecgo.query.GroupedAnswer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

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

  /** See {@link Reading#count}. */
  public long count(Filter filter) {
    return reading.count(open(), filter);
  }

  /** See {@link Reading#exists}. */
  public boolean exists(Filter filter) {
    return reading.exists(open(), filter);
  }

  /** See {@link Reading#groups}. */
  public GroupedAnswer groups(Query query, Grouping grouping) {
    return reading.groups(open(), query, grouping);
  }

  /** See {@link Reading#scan}; the stream has a snapshot of its own. */
  public Stream<StoredRecord> scan(Filter filter, long fromId) {
    Iterator<StoredRecord> records = reading.scan(open(), filter, fromId);
    return PinnedStream.of(again(), records);
  }

  /** See {@link Reading#range}; the stream has a snapshot of its own. */
  public Stream<Hit> range(Query query, float threshold) {
    Iterator<Hit> hits = reading.range(open(), query, threshold);
    return PinnedStream.of(again(), hits);
  }

  /** See {@link Reading#cursor}; the cursor has a snapshot of its own. */
  public PinnedCursor cursor(Query query) {
    Cursor cursor = reading.cursor(open(), query);
    return new PinnedCursor(again(), cursor, reading.watched());
  }

  /** The same snapshot once more, to be closed by itself. */
  private Pinned again() {
    State again = open();
    if (!again.generation().tryPin()) {
      throw new ClosedException("the snapshot is closed");
    }
    return new Pinned(again, reading);
  }

  boolean isOpen() {
    return !closed.get();
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
