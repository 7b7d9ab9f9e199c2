package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.engine.Writer.OnExistingKey;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.memtable.Memtable;
import io.vecgo.model.Filter;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.StoreException;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.query.Answer;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.segment.SegmentReading;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ByteRate;
import io.vecgo.store.ThrottledStore;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An open database. It sequences the steps of each operation and translates I/O failures; the steps
 * are in the other classes. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final SegmentReading files;
  private final BlobStore store;
  private final Optional<WriterLock> writerLock;
  private final LiveState live;
  private final Publication publication;
  private final Commits commits;
  private final WriteGate gate;
  private final LiveRowsMemory liveRows;
  private final Compaction compaction;
  private final Writer writer;
  private final Reading reading;
  private final Watched watched;
  private final RecallMonitor recall;
  private final WritePermission permission;
  private final Versioning versioning;
  private final AutomaticVacuum automaticVacuum;
  private final Upkeep upkeep;
  private final Statistics statistics;
  private final ReentrantLock commitLock = new ReentrantLock();

  /** How a state is come by. */
  private interface Start {
    State state(Opening opening) throws IOException;

    /** Refuses before anything is locked or written. */
    default void check(Opening opening) throws IOException {}
  }

  /** A database that must be there: a mistyped path leaves no trace. */
  private record OpenExisting(VersionChoice version) implements Start {
    @Override
    public State state(Opening opening) throws IOException {
      return opening.open(version);
    }

    @Override
    public void check(Opening opening) throws IOException {
      opening.checkExists();
    }
  }

  private Database(BlobStore store, Settings settings, Optional<WriterLock> writerLock, Start start)
      throws IOException {
    Resources resources = settings.resources();
    MemoryAccount memory = resources.memory().newAccount();
    BlobStore paced = resources.paced(store);
    this.files = settings.caching().newReading(memory);
    Opening opening = new Opening(paced, settings, files);
    FileNames names = writerLock.isPresent() ? FileNames.behind(store) : FileNames.first();
    State first = start.state(opening); // from here on nothing throws: the state would stay open
    Manifest manifest = first.manifest();
    Analyzer analyzer = new Analyzers(settings.analyzer()).of(manifest);
    InputCheck check = new InputCheck(manifest.dimension(), manifest.metric());
    this.store = store;
    this.writerLock = writerLock;
    this.live = new LiveState(first);
    this.liveRows = new LiveRowsMemory(live, memory);
    Incidents incidents = new Incidents();
    MemtableUse memtables = new MemtableUse(live, settings);
    CacheFetches caches =
        new CacheFetches(settings.observer(), files.blocks().orElseThrow(), store);
    this.watched =
        new Watched(settings.observer(), settings.slowQueries(), incidents, memtables, caches);
    Tools tools =
        new Tools(
            paced,
            names.from(manifest.nextFile()),
            new FilesInWork(),
            live,
            settings.kernels(),
            files,
            settings.clock(),
            analyzer,
            settings.observer());
    this.publication = new Publication(paced, live);
    UnaryOperator<State> freeze = state -> frozen(state, opening);
    Background background = settings.background();
    this.compaction =
        new Compaction(
            new Compactor(tools, throttled(paced, background), opening, publication, commitLock),
            watched,
            incidents,
            background,
            resources.workers());
    this.commits =
        new Commits(
            new Committer(tools, publication, freeze),
            commitLock,
            watched,
            incidents,
            background,
            resources.workers(),
            store.location(),
            this::committed);
    this.gate =
        new WriteGate(
            live,
            background,
            freeze,
            commits,
            incidents,
            watched,
            resources.memory(),
            new FlushReserve(tools, background.workers()));
    gate.open();
    this.recall = new RecallMonitor(settings.recall(), RecallMonitor.Tools.system());
    this.statistics =
        new Statistics(
            store, live, memtables, watched, recall, settings, incidents, compaction, files);
    this.writer = new Writer(live, check);
    this.reading = new Reading(check, watched, analyzer, recall, settings.strategy(), memory);
    this.permission = new WritePermission(live, store.location(), writerLock.isPresent());
    Refreshing refreshing = new Refreshing(store, live, opening, settings.access());
    this.versioning =
        new Versioning(
            new Versioning.Parts(
                tools, watched, permission, opening, reading, refreshing, publication, commitLock));
    this.automaticVacuum = new AutomaticVacuum(background, watched, versioning::vacuum);
    this.upkeep = new Upkeep(tools, commitLock);
  }

  private static BlobStore throttled(BlobStore store, Background background) {
    return background.bytesPerSecond().isEmpty()
        ? store
        : new ThrottledStore(
            store, new ByteRate(background.bytesPerSecond().getAsLong(), ByteRate.Time.system()));
  }

  private static State frozen(State state, Opening opening) {
    Memtable fresh =
        opening.freshMemtable(state.manifest(), state.schema(), state.active().nextId());
    return state.withFreshMemtable(fresh);
  }

  /** Opens the current version of a database. The database closes the store, also if this fails. */
  public static Database open(BlobStore store, Settings settings) {
    return start(store, settings, new OpenExisting(settings.access().version()));
  }

  /** Creates a database of no rows. The database closes the store, also if this fails. */
  public static Database create(BlobStore store, Settings settings, Manifest first) {
    return start(store, settings, opening -> opening.create(first));
  }

  /** Opens the database of a store, or creates it if there is none. */
  public static Database openOrCreate(BlobStore store, Settings settings, Manifest first) {
    return start(store, settings, opening -> opening.openOrCreate(first));
  }

  private static Database start(BlobStore store, Settings given, Start start) {
    Settings settings = EventLog.added(given, store.location());
    Optional<WriterLock> lock = Optional.empty();
    try {
      if (settings.access().canWrite()) {
        start.check(new Opening(store, settings, SegmentReading.whole()));
      }
      lock = settings.access().canWrite() ? Optional.of(Locking.lock(store)) : Optional.empty();
      return new Database(store, settings, lock, start).announced(settings.access());
    } catch (IOException failure) {
      throw closing(store, lock, new StoreException("cannot open " + store.location(), failure));
    } catch (RuntimeException failure) {
      throw closing(store, lock, failure);
    }
  }

  /** Tells the observer that this is open. */
  private Database announced(Settings.Access access) {
    boolean announced = false;
    try {
      watched.observer().onOpen(Opening.result(store.location(), live.peek(), access), this::stats);
      announced = true;
      return this;
    } finally {
      if (!announced) {
        live.close();
        letGo();
      }
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

  /** What can be done with other versions than the current one. */
  public Versioning versioning() {
    return versioning;
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
    permission.check();
    return watched.run(
        Operation.INSERT,
        () -> gate.write(records, () -> writer.write(records, onExistingKey)),
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
    permission.check();
    MetricsObserver observer = watched.observer();
    return watched.run(Operation.DELETE, delete::rows, observer::onDelete);
  }

  /** Adds a field to the schema, if all live rows satisfy it; the next commit makes it durable. */
  public void declare(Schema.Field field) {
    permission.check();
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
    return watched.search(() -> snapshot.search(query));
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

  /** See {@link RecallMonitor}. */
  public Optional<RecallEstimate> recall() {
    live.checkOpen();
    return recall.estimate();
  }

  /** Pins the current state. */
  public Pinned snapshot() {
    live.checkOpen();
    return new Pinned(live.pin(), reading);
  }

  public DatabaseStats stats() {
    liveRows.recount();
    return statistics.now();
  }

  /** Verifies the files of all versions; see {@link Upkeep}. */
  public VerifyReport verify(WorkProgress progress) {
    return upkeep.verify(progress);
  }

  /** Copies the current version to another store; see {@link Upkeep}. */
  public BackupReport backup(BlobStore target, WorkProgress progress) {
    live.checkOpen();
    return upkeep.backup(target, progress);
  }

  /** Makes durable what was written so far; see {@link Committer}. */
  public CommitResult commit() {
    permission.check();
    CommitResult result = commits.now();
    committed();
    return result;
  }

  private void committed() {
    liveRows.recount();
    gate.wake();
    compaction.afterCommit();
    automaticVacuum.afterCommit();
  }

  /** Merges all committed segments into one; see {@link Compactor}. */
  public CompactionResult compact() {
    permission.check();
    return compaction
        .compactAll()
        .orElseGet(() -> new CompactionResult(manifest().version(), 0, 0, 0, Duration.ZERO));
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
    live.refuseWrites(Refusal.CLOSING);
    boolean committed = false;
    try {
      commits.now();
      committed = true;
    } finally {
      if (!committed) {
        live.acceptWrites(Refusal.CLOSING);
      }
    }
  }

  /** Closes; what was not committed is gone. Snapshots go on until they are closed. */
  public void closeDiscarding() {
    compaction.close();
    commits.close();
    automaticVacuum.close();
    versioning.alone(this::closeAlone);
  }

  private void closeAlone() {
    commitLock.lock();
    try {
      if (live.close()) {
        releaseAll();
      }
    } catch (IOException failure) {
      throw new StoreException("closing " + store.location() + " failed", failure);
    } finally {
      commitLock.unlock();
    }
  }

  /** Gives back what is taken from resources that are shared with others. */
  private void letGo() {
    gate.close();
    liveRows.close();
    reading.close();
    files.close();
  }

  private void releaseAll() throws IOException {
    try {
      publication.close();
      letGo();
      release(store, writerLock);
    } finally {
      watched.observer().onClose();
    }
  }
}
