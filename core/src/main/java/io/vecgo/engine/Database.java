package io.vecgo.engine;

import io.vecgo.engine.Settings.Access;
import io.vecgo.engine.Writer.OnExistingKey;
import io.vecgo.manifest.Manifest;
import io.vecgo.memtable.Memtable;
import io.vecgo.model.Filter;
import io.vecgo.model.LockedException;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.Schema;
import io.vecgo.model.StoreException;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.query.Answer;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LockHeldException;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An open database. It sequences the steps of each operation and translates I/O failures; the steps
 * are in the other classes. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final BlobStore store;
  private final Optional<WriterLock> writerLock;
  private final LiveState live;
  private final Publication publication;
  private final Committer committer;
  private final Compaction compaction;
  private final Writer writer;
  private final Reading reading;
  private final Watched watched;
  private final Statistics statistics;
  private final ReentrantLock commitLock = new ReentrantLock();

  /** How a state is come by. */
  private interface Start {
    State state(Opening opening) throws IOException;

    /** Refuses before anything is locked or written. */
    default void check(Opening opening) throws IOException {}
  }

  /** A database that must be there: a mistyped path leaves no trace. */
  private record OpenExisting() implements Start {
    @Override
    public State state(Opening opening) throws IOException {
      return opening.open();
    }

    @Override
    public void check(Opening opening) throws IOException {
      opening.checkExists();
    }
  }

  private Database(BlobStore store, Settings settings, Optional<WriterLock> writerLock, Start start)
      throws IOException {
    Opening opening = new Opening(store, settings.kernels());
    FileNames names = FileNames.behind(store);
    State first = start.state(opening); // from here on nothing throws: the state would stay open
    Manifest manifest = first.manifest();
    InputCheck check = new InputCheck(manifest.dimension(), manifest.metric());
    this.store = store;
    this.writerLock = writerLock;
    this.live = new LiveState(first);
    this.watched = new Watched(settings.observer(), settings.slowQueries());
    this.statistics = new Statistics(store, live, watched);
    Tools tools =
        new Tools(
            store, names.from(manifest.nextFile()), live, settings.kernels(), settings.clock());
    this.publication = new Publication(store, live);
    this.committer = new Committer(tools, publication, state -> frozen(state, opening));
    this.compaction =
        new Compaction(
            new Compactor(tools, opening, publication, commitLock), watched, settings.compaction());
    this.writer = new Writer(live, check);
    this.reading = new Reading(check);
  }

  private static State frozen(State state, Opening opening) {
    Memtable fresh = opening.freshMemtable(state.manifest(), state.active().nextId());
    return state.withFreshMemtable(fresh);
  }

  /** Opens the current version of a database. The database closes the store, also if this fails. */
  public static Database open(BlobStore store, Settings settings) {
    return start(store, settings, new OpenExisting());
  }

  /** Creates a database of no rows. The database closes the store, also if this fails. */
  public static Database create(BlobStore store, Settings settings, Manifest first) {
    return start(store, settings, opening -> opening.create(first));
  }

  /** Opens the database of a store, or creates it if there is none. */
  public static Database openOrCreate(BlobStore store, Settings settings, Manifest first) {
    return start(store, settings, opening -> opening.openOrCreate(first));
  }

  private static Database start(BlobStore store, Settings settings, Start start) {
    Optional<WriterLock> lock = Optional.empty();
    try {
      start.check(new Opening(store, settings.kernels()));
      lock = settings.access() == Access.WRITE ? Optional.of(lock(store)) : Optional.empty();
      return new Database(store, settings, lock, start).announced();
    } catch (IOException failure) {
      throw closing(store, lock, new StoreException("cannot open " + store.location(), failure));
    } catch (RuntimeException failure) {
      throw closing(store, lock, failure);
    }
  }

  /** Tells the observer that this is open. */
  private Database announced() {
    boolean announced = false;
    try {
      watched.observer().onOpen(this::stats);
      announced = true;
      return this;
    } finally {
      if (!announced) {
        live.close();
      }
    }
  }

  private static WriterLock lock(BlobStore store) throws IOException {
    try {
      return store.lock(OwnerLine.ofThisProcess());
    } catch (LockHeldException held) {
      throw new LockedException(
          store.location()
              + " is open for writing by "
              + held.owner()
              + ": close it there, or open read-only");
    }
  }

  private static RuntimeException closing(
      BlobStore store, Optional<WriterLock> lock, RuntimeException failure) {
    try {
      release(store, lock);
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  private static void release(BlobStore store, Optional<WriterLock> lock) throws IOException {
    try (store) {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  public Manifest manifest() {
    return live.peek().manifest();
  }

  public Schema schema() {
    return live.peek().schema();
  }

  public long[] insert(List<VectorRecord> records) {
    return write(records, OnExistingKey.REFUSE);
  }

  public long[] upsert(List<VectorRecord> records) {
    return write(records, OnExistingKey.REPLACE);
  }

  private long[] write(List<VectorRecord> records, OnExistingKey onExistingKey) {
    checkWritable();
    return watched.run(
        Operation.INSERT,
        () -> writer.write(records, onExistingKey),
        (ids, latency) -> watched.observer().onInsert(ids.length, latency));
  }

  public boolean delete(long id) {
    return deleteRows(() -> writer.delete(id) ? 1 : 0) > 0;
  }

  public boolean delete(String key) {
    return deleteRows(() -> writer.delete(key) ? 1 : 0) > 0;
  }

  public long delete(Filter filter) {
    return deleteRows(() -> writer.delete(filter));
  }

  private interface Delete {
    long rows();
  }

  private long deleteRows(Delete delete) {
    checkWritable();
    MetricsObserver observer = watched.observer();
    return watched.run(Operation.DELETE, delete::rows, observer::onDelete);
  }

  /** Adds a field to the schema, if all live rows satisfy it; the next commit makes it durable. */
  public void declare(Schema.Field field) {
    checkWritable();
    SchemaChange change = new SchemaChange(field);
    live.write(change::applied);
  }

  public Optional<StoredRecord> get(long id) {
    try (Pinned snapshot = snapshot()) {
      return get(snapshot, id);
    }
  }

  public Optional<StoredRecord> get(String key) {
    try (Pinned snapshot = snapshot()) {
      return get(snapshot, key);
    }
  }

  /** Looks up in a snapshot and tells the observer. */
  public Optional<StoredRecord> get(Pinned snapshot, long id) {
    return lookUp(() -> snapshot.get(id));
  }

  /** Looks up in a snapshot and tells the observer. */
  public Optional<StoredRecord> get(Pinned snapshot, String key) {
    return lookUp(() -> snapshot.get(key));
  }

  private Optional<StoredRecord> lookUp(Supplier<Optional<StoredRecord>> lookup) {
    return watched.run(
        Operation.GET,
        lookup,
        (found, latency) -> watched.observer().onGet(found.isPresent(), latency));
  }

  public Answer search(Query query) {
    try (Pinned snapshot = snapshot()) {
      return search(snapshot, query);
    }
  }

  /** Searches a snapshot and tells the observer. */
  public Answer search(Pinned snapshot, Query query) {
    return watched.run(
        Operation.SEARCH,
        () -> snapshot.search(query),
        (answer, _) -> watched.searched(answer.stats()));
  }

  public List<Answer> searchAll(List<Query> queries) {
    try (Pinned snapshot = snapshot()) {
      return searchAll(snapshot, queries);
    }
  }

  /** Searches a snapshot many times and tells the observer of each. */
  public List<Answer> searchAll(Pinned snapshot, List<Query> queries) {
    return watched.run(
        Operation.SEARCH,
        () -> snapshot.searchAll(queries),
        (answers, _) -> answers.forEach(answer -> watched.searched(answer.stats())));
  }

  /** Pins the current state. */
  public Pinned snapshot() {
    live.checkOpen();
    return new Pinned(live.pin(), reading);
  }

  public DatabaseStats stats() {
    return statistics.now();
  }

  /** Makes durable what was written so far; see {@link Committer}. */
  public CommitResult commit() {
    checkWritable();
    CommitResult result = commitAlone();
    compaction.afterCommit();
    return result;
  }

  private CommitResult commitAlone() {
    commitLock.lock();
    try {
      return watched.run(
          Operation.COMMIT,
          this::commitTranslated,
          (result, _) -> watched.observer().onCommit(result));
    } finally {
      commitLock.unlock();
    }
  }

  /** Merges all committed segments into one; see {@link Compactor}. */
  public CompactionResult compact() {
    checkWritable();
    return compaction
        .compactAll()
        .orElseGet(() -> new CompactionResult(manifest().version(), 0, 0, 0, Duration.ZERO));
  }

  private CommitResult commitTranslated() {
    try {
      return committer.commit();
    } catch (IOException failure) {
      throw new StoreException(
          "commit to "
              + store.location()
              + " failed, nothing is lost: rows stay readable, commit again",
          failure);
    }
  }

  /**
   * Refuses writes, commits what is pending, then closes. If the commit fails the database stays
   * open.
   */
  @Override
  public void close() {
    commitLock.lock();
    try {
      if (writerLock.isPresent() && live.isOpen()) {
        commitLast();
      }
    } finally {
      commitLock.unlock();
    }
    closeDiscarding();
  }

  private void commitLast() {
    live.refuseWrites();
    boolean committed = false;
    try {
      commitAlone();
      committed = true;
    } finally {
      if (!committed) {
        live.acceptWrites();
      }
    }
  }

  /** Closes; what was not committed is gone. Snapshots go on until they are closed. */
  public void closeDiscarding() {
    compaction.close();
    commitLock.lock();
    try {
      if (live.close()) {
        publication.close();
        release(store, writerLock);
        watched.observer().onClose();
      }
    } catch (IOException failure) {
      throw new StoreException("closing " + store.location() + " failed", failure);
    } finally {
      commitLock.unlock();
    }
  }

  private void checkWritable() {
    live.checkOpen();
    if (writerLock.isEmpty()) {
      throw new ReadOnlyException(store.location() + " was opened read-only");
    }
  }
}
