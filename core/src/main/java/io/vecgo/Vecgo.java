package io.vecgo;

import io.vecgo.engine.Database;
import io.vecgo.engine.Pinned;
import io.vecgo.engine.Settings;
import io.vecgo.manifest.Manifest;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.Schema;
import io.vecgo.model.StoreException;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Tag;
import io.vecgo.model.VecgoException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.Health;
import io.vecgo.observe.HealthLimits;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.RefreshResult;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.VersionComparison;
import io.vecgo.observe.VersionInfo;
import io.vecgo.observe.WorkProgress;
import io.vecgo.query.Answer;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A vector database in a directory or another {@link BlobStore}.
 *
 * <p>What is written is found at once by searches in this process, and becomes durable at {@link
 * #commit}, which makes one numbered version of the whole. There are commits in the background,
 * too, when rows use much memory ({@link OpenOptions#memtableBytes}). A process that dies comes
 * back at the last version whose commit returned, or a later one.
 *
 * <p>One writer a database, kept by a lock; any number of readers, in any process. Thread-safe:
 * readers never wait for writers, and writers of different keys work side by side.
 *
 * <p>Failures are {@link VecgoException}s, or {@link IllegalArgumentException}s that name the
 * value; in both cases nothing was half done.
 */
public final class Vecgo implements AutoCloseable {
  private final Database database;

  private Vecgo(Database database) {
    this.database = database;
  }

  /**
   * Creates a database in a directory, which is made if need be, and opens it for writing.
   *
   * @throws io.vecgo.model.DatabaseExistsException if there is one
   */
  public static Vecgo create(Path directory, CreateOptions options) {
    return create(directory, options, OpenOptions.defaults());
  }

  /** As {@link #create(Path, CreateOptions)}, opened in another way. */
  public static Vecgo create(Path directory, CreateOptions options, OpenOptions opened) {
    return create(local(directory), options, opened);
  }

  /**
   * As {@link #create(Path, CreateOptions)}; the database owns the store and closes it, also if
   * this fails.
   */
  public static Vecgo create(BlobStore store, CreateOptions options) {
    return create(store, options, OpenOptions.defaults());
  }

  /**
   * As {@link #create(BlobStore, CreateOptions)}, opened in another way, but for {@link
   * OpenOptions#readOnly}.
   */
  public static Vecgo create(BlobStore store, CreateOptions options, OpenOptions opened) {
    return new Vecgo(Database.create(store, settings(options, opened), first(options)));
  }

  /** Opens the current version of a database for reading and writing. */
  public static Vecgo open(Path directory) {
    return open(directory, OpenOptions.defaults());
  }

  /**
   * Opens the current version of a database.
   *
   * @throws io.vecgo.model.NoDatabaseException if there is none
   * @throws io.vecgo.model.LockedException if another writer has it open
   * @throws io.vecgo.model.CorruptException if a file is damaged
   */
  public static Vecgo open(Path directory, OpenOptions options) {
    return open(local(directory), options);
  }

  /**
   * As {@link #open(Path, OpenOptions)}; the database owns the store and closes it, also if this
   * fails.
   */
  public static Vecgo open(BlobStore store, OpenOptions options) {
    return new Vecgo(Database.open(store, options.settings()));
  }

  /**
   * Opens the database of a directory for writing, or creates it.
   *
   * @throws IllegalArgumentException if there is one of another dimension or metric
   */
  public static Vecgo openOrCreate(Path directory, CreateOptions options) {
    return openOrCreate(local(directory), options);
  }

  /**
   * As {@link #openOrCreate(Path, CreateOptions)}; the database owns the store and closes it, also
   * if this fails.
   */
  public static Vecgo openOrCreate(BlobStore store, CreateOptions options) {
    return new Vecgo(
        Database.openOrCreate(store, settings(options, OpenOptions.defaults()), first(options)));
  }

  private static BlobStore local(Path directory) {
    try {
      return LocalStore.open(directory);
    } catch (IOException failure) {
      throw new StoreException("cannot open " + directory, failure);
    }
  }

  private static Settings settings(CreateOptions options, OpenOptions opened) {
    return opened.writing().withAnalyzer(options.analyzer()).settings();
  }

  private static Manifest first(CreateOptions options) {
    return Manifest.first(
        Instant.now(),
        options.dimension(),
        options.metric(),
        options.schema(),
        options.analyzer().name(),
        options.index());
  }

  /**
   * Adds a record and returns its id: ascending from 1, never used again.
   *
   * @throws io.vecgo.model.DuplicateKeyException if a live record has its key
   * @throws IllegalArgumentException for a vector of wrong dimension, not finite or, under cosine,
   *     without direction, and for metadata that the schema refuses
   * @throws io.vecgo.model.BackpressureException if commits in the background are too slow or fail,
   *     and there was no room for the record in time
   */
  public long insert(VectorRecord record) {
    return database.insert(List.of(record))[0];
  }

  /**
   * Adds records, all of them or, if it throws, none; they become visible together. Returns their
   * ids, in order.
   */
  public long[] insertAll(List<VectorRecord> records) {
    return database.insert(List.copyOf(records));
  }

  /**
   * Adds a record in place of the live record with its key, if there is one. Returns the id, a new
   * one.
   */
  public long upsert(VectorRecord record) {
    return database.upsert(List.of(record))[0];
  }

  /** As {@link #upsert} for many: all of them or none, visible together. No key may stand twice. */
  public long[] upsertAll(List<VectorRecord> records) {
    return database.upsert(List.copyOf(records));
  }

  public Optional<StoredRecord> get(long id) {
    return database.get(id);
  }

  public Optional<StoredRecord> get(String key) {
    return database.get(key);
  }

  /** Deletes a record; false if there is none with this id. */
  public boolean delete(long id) {
    return database.delete(id);
  }

  /** Deletes a record; false if there is none with this key. */
  public boolean delete(String key) {
    return database.delete(key);
  }

  /** Deletes every record that matches and returns how many that were. Writers wait meanwhile. */
  public long delete(Filter filter) {
    return database.delete(filter);
  }

  /**
   * Adds a field to the schema. It binds what is written from now on, and is durable with the next
   * commit.
   *
   * @throws IllegalArgumentException if a live record does not satisfy it, or it is declared
   *     otherwise
   */
  public void declare(Schema.Field field) {
    database.declare(field);
  }

  /**
   * Makes everything written so far durable, as one new version; without changes there is none.
   *
   * @throws StoreException if writing failed: rows stay readable, and the next commit writes them
   */
  public CommitResult commit() {
    return database.commit();
  }

  /**
   * Merges all committed segments into one, without the deleted records: searches walk one graph in
   * place of several. Reads and writes go on meanwhile. Returns when it is durable, as a new
   * version; without anything to merge there is none.
   *
   * @throws StoreException if it failed: nothing has changed
   */
  public CompactionResult compact() {
    return database.compact();
  }

  /**
   * The best records for a query, written before this call or committed by others before the
   * database was opened. If k records match the filter, k are returned.
   */
  public SearchResult search(Query query) {
    Answer answer = database.search(query);
    return new SearchResult(answer.hits(), answer.stats());
  }

  /**
   * As {@link #search} for many queries at one instant, in their order. They run on all cores and
   * share what they can: exact searches of all records read the vectors once for many queries.
   */
  public List<SearchResult> searchAll(List<Query> queries) {
    return SearchResult.of(database.searchAll(List.copyOf(queries)));
  }

  /** The number of records that match. */
  public long count(Filter filter) {
    try (Pinned snapshot = database.snapshot()) {
      return snapshot.count(filter);
    }
  }

  /** Whether a record matches. */
  public boolean exists(Filter filter) {
    try (Pinned snapshot = database.snapshot()) {
      return snapshot.exists(filter);
    }
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
    try (Pinned snapshot = database.snapshot()) {
      return snapshot.scan(filter, fromId);
    }
  }

  /**
   * All matching records that are as near to the query as a threshold: with a squared distance of
   * at most that for L2, a similarity of at least that for other metrics. Every matching vector is
   * compared, so that none is missed; how many there are does not matter, as the stream holds a few
   * hundred hits at a time. They come as they are found, in no order. The query's k, ef, mode and
   * oversampling do not count. The stream reads from a snapshot of its own: close it.
   */
  public Stream<Hit> searchRange(Query query, float threshold) {
    try (Pinned snapshot = database.snapshot()) {
      return snapshot.range(query, threshold);
    }
  }

  /**
   * The best groups of hits, those whose best hits are best: for example the documents whose
   * passages are nearest. There are as many groups as wanted if records that match have as many
   * values of the field. The query's k does not count.
   */
  public GroupedResult searchGroups(Query query, Grouping grouping) {
    try (Pinned snapshot = database.snapshot()) {
      return GroupedResult.of(snapshot.groups(query, grouping));
    }
  }

  /**
   * The results of a query page by page, each of the query's k, from a snapshot of its own: close
   * it.
   */
  public SearchCursor cursor(Query query) {
    try (Pinned snapshot = database.snapshot()) {
      return new SearchCursor(snapshot.cursor(query));
    }
  }

  /** The database as it is now, to be read as often as wanted. */
  public Snapshot snapshot() {
    return new Snapshot(database);
  }

  /**
   * Moves a database that was opened {@linkplain OpenOptions#readOnly read-only} to the newest
   * version, if there is a newer one than its own. Snapshots stay where they are. A writer is
   * always at the newest.
   *
   * @throws io.vecgo.model.FixedVersionException if it was opened at a version
   */
  public RefreshResult refresh() {
    return database.versioning().refresh();
  }

  /** All versions that there are, ascending. Needs no lock. Reads every manifest once. */
  public List<VersionInfo> versions() {
    return database.versioning().list();
  }

  /**
   * Makes an older version current again, by a new version that equals it: its records, its schema.
   * The versions between stay, so it can be taken back in the same way. Ids are not used again.
   * Searches go on; writes wait a moment. A merge of segments that is under way is thrown away.
   *
   * @throws io.vecgo.model.PendingWritesException if there are writes that are not committed:
   *     nothing has changed
   * @throws io.vecgo.model.NoSuchVersionException if there is no such version
   */
  public RollbackResult rollback(long version) {
    return database.versioning().rollback(version);
  }

  /**
   * Asks two versions the same and says how the answers differ, in order to judge what came
   * between. Opens both beside the current one for as long as it takes.
   *
   * @throws io.vecgo.model.NoSuchVersionException if one of them is not there
   */
  public VersionComparison compare(long before, long after, List<Query> queries) {
    return database.versioning().compare(before, after, List.copyOf(queries));
  }

  /**
   * Gives a version a name. As long as it has one, no vacuum removes it. No effect if it has this
   * name.
   *
   * @throws io.vecgo.model.DuplicateTagException if another version has the name
   * @throws io.vecgo.model.NoSuchVersionException if there is no such version
   */
  public Tag tag(String name, long version) {
    return database.versioning().tag(name, version);
  }

  /** Removes a tag; false if there is none of this name. The version stays until a vacuum. */
  public boolean untag(String name) {
    return database.versioning().untag(name);
  }

  /** All tags, by version. */
  public List<Tag> tags() {
    return database.versioning().tags();
  }

  /**
   * Deletes the versions that a policy does not keep, the files that only they need, and what
   * failed commits and crashes have left. Reads, writes, commits and merges go on; what is open in
   * this process stays readable until it is closed, and frees its space then. A vacuum that fails
   * or is killed has deleted a part of it, and the next one the rest.
   */
  public VacuumReport vacuum(RetentionPolicy policy) {
    return database.versioning().vacuum(policy);
  }

  /** What {@link #vacuum} would delete; works read-only, too, but may list fewer leftovers then. */
  public VacuumReport previewVacuum(RetentionPolicy policy) {
    return database.versioning().previewVacuum(policy);
  }

  /**
   * How much of the truth searches through graphs found of late, if {@link
   * OpenOptions#recallSampling} has some repeated and one was.
   */
  public Optional<RecallEstimate> recall() {
    return database.recall();
  }

  public DatabaseStats stats() {
    return database.stats();
  }

  /** Whether all is well, by the limits of {@link HealthLimits#DEFAULT}. */
  public Health health() {
    return health(HealthLimits.DEFAULT);
  }

  /**
   * Whether all is well: uncommitted rows, room on the volume, how long searches of the last five
   * minutes took.
   */
  public Health health(HealthLimits limits) {
    return Health.of(stats(), limits);
  }

  /** As {@link #backup(BlobStore, WorkProgress)} into a directory, which is made if need be. */
  public BackupReport backup(Path target, WorkProgress progress) {
    try (BlobStore store = local(target)) {
      return backup(store, progress);
    } catch (IOException failure) {
      throw new StoreException("cannot close " + target, failure);
    }
  }

  /**
   * Copies the current version, what was committed, to another store. Reads and writes go on
   * meanwhile. Files that the target has already are not copied again, so that the next backup into
   * the same place costs what has changed; every copy is read back and verified. A backup is a
   * database of its own: open it, or {@link Maintenance#restore} it.
   *
   * @param target stays open
   * @param progress told after each file
   * @throws io.vecgo.model.CorruptException if a file of this database is damaged: the target has
   *     the versions that it had before
   * @throws io.vecgo.model.DatabaseExistsException if the target is a backup of another database
   * @throws io.vecgo.model.LockedException if a writer, or another backup, has the target
   */
  public BackupReport backup(BlobStore target, WorkProgress progress) {
    return database.backup(target, progress);
  }

  /**
   * Reads all files of all versions and compares what they say. Reads and writes go on meanwhile.
   * Damage is in the report, not thrown. For a database that is closed, or does not open, see
   * {@link Maintenance#verify}.
   *
   * @param progress told after each file
   */
  public VerifyReport verify(WorkProgress progress) {
    return database.verify(progress);
  }

  /**
   * The current version: that of the last commit, of whatever process, before the database was
   * opened, or of ours.
   */
  public long version() {
    return database.manifest().version();
  }

  public int dimension() {
    return database.manifest().dimension();
  }

  public Metric metric() {
    return database.manifest().metric();
  }

  /** How rows are linked and vectors shortened. */
  public IndexSettings index() {
    return database.manifest().index();
  }

  public Schema schema() {
    return database.schema();
  }

  /**
   * Commits what is pending and closes. A write beside it is either refused with a {@link
   * io.vecgo.model.ClosedException} or committed, too. If the commit fails, the database stays open
   * and nothing is lost: close again, or {@link #closeDiscarding}.
   */
  @Override
  public void close() {
    database.close();
  }

  /**
   * Closes without a commit: what was written since the last one, be it asked for or in the
   * background, is gone.
   */
  public void closeDiscarding() {
    database.closeDiscarding();
  }
}
