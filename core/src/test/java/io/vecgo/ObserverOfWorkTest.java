package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BuildResult;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MemtableStatus;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.OpenResult.Access;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.SegmentStats;
import io.vecgo.observe.VacuumReport;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the observer is told of a real database besides its operations, with the right figures. The
 * system before had a callback for most of this; findings of it are named where one was never
 * called, or told too little (inventory, section 11.1).
 */
class ObserverOfWorkTest {
  private final FailingStore store = new FailingStore(new MemoryStore());
  private final Notes notes = new Notes();
  private Vecgo database = create();

  private Vecgo create() {
    Vecgo.create(store, CreateOptions.of(2, Metric.L2)).close();
    return Vecgo.open(store, options());
  }

  private OpenOptions options() {
    return OpenOptions.defaults().observedBy(notes).withoutAutomaticCompaction();
  }

  private void reopen(OpenOptions options) {
    database.closeDiscarding();
    database = Vecgo.open(store, options);
  }

  @AfterEach
  void close() {
    store.disarm();
    database.closeDiscarding();
  }

  /** Keeps what it is told, by kind. */
  private static final class Notes implements MetricsObserver {
    private final List<OpenResult> opened = Collections.synchronizedList(new ArrayList<>());
    private final List<MemtableStatus> memtables = Collections.synchronizedList(new ArrayList<>());
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final List<CommitResult> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<CompactionResult> compactions =
        Collections.synchronizedList(new ArrayList<>());
    private final List<BuildResult> builds = Collections.synchronizedList(new ArrayList<>());
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queues = Collections.synchronizedList(new ArrayList<>());
    private final List<String> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<Operation> recovered = Collections.synchronizedList(new ArrayList<>());
    private final List<CorruptException> damages = Collections.synchronizedList(new ArrayList<>());
    private final List<RollbackResult> rollbacks = Collections.synchronizedList(new ArrayList<>());
    private final List<VacuumReport> vacuums = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch failedInBackground = new CountDownLatch(1);

    @Override
    public void onBackgroundFailure(
        Operation operation, Throwable failure, int failures, Duration retryAfter) {
      failedInBackground.countDown();
    }

    @Override
    public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
      opened.add(result);
    }

    @Override
    public void onMemtableStatus(MemtableStatus status) {
      memtables.add(status);
    }

    @Override
    public void onCommitStart(long rows, long deletes) {
      begun.add("commit of %d rows, %d deletes".formatted(rows, deletes));
    }

    @Override
    public void onCommit(CommitResult result) {
      commits.add(result);
    }

    @Override
    public void onCompactionStart(int segments, long bytes) {
      begun.add("compaction of %d segments, %d bytes".formatted(segments, bytes));
    }

    @Override
    public void onCompaction(CompactionResult result) {
      compactions.add(result);
    }

    @Override
    public void onBuild(BuildResult result) {
      assertThat(result.duration()).isPositive();
      builds.add(result);
    }

    @Override
    public void onThroughput(Operation operation, long bytes, Duration duration) {
      assertThat(duration).isPositive();
      written.add(operation + " " + bytes);
    }

    @Override
    public void onQueueDepth(String queue, int depth) {
      queues.add(queue + " " + depth);
    }

    @Override
    public void onBackpressureStart(BackpressureException.Reason reason) {
      waits.add("start " + reason);
    }

    @Override
    public void onBackpressure(
        BackpressureException.Reason reason, Duration waited, Backpressure outcome) {
      waits.add(outcome + " " + reason);
    }

    @Override
    public void onRecovery(Operation operation) {
      recovered.add(operation);
    }

    @Override
    public void onCorruption(Operation operation, CorruptException damage) {
      assertThat(operation).isEqualTo(Operation.SEARCH);
      damages.add(damage);
    }

    @Override
    public void onRollback(RollbackResult result) {
      rollbacks.add(result);
    }

    @Override
    public void onVacuum(VacuumReport report) {
      vacuums.add(report);
    }
  }

  private static VectorRecord row(String key) {
    return VectorRecord.of(1, 2).withKey(key);
  }

  private void commitOne(String key) {
    database.insert(row(key));
    database.commit();
  }

  @Test
  void openingTellsWhatWasOpenedAndForWhat() {
    commitOne("a");
    commitOne("b");
    database.delete("b");
    database.close();
    notes.opened.clear();
    database = Vecgo.open(store, options());
    String location = store.location();
    assertThat(notes.opened).containsExactly(new OpenResult(location, 4, Access.WRITE, 2, 0, 1));
    notes.opened.clear();
    Vecgo.open(store, options().readOnly()).close();
    Vecgo.open(store, options().atVersion(2)).close();
    assertThat(notes.opened)
        .containsExactly(
            new OpenResult(location, 4, Access.READ, 2, 0, 1),
            new OpenResult(location, 2, Access.FIXED_VERSION, 1, 0, 1));
  }

  /** It was told after single inserts only, and was stale after batches and flushes. */
  @Test
  void memtableStatusIsToldAfterEachChangeAndIsWhatTheStatisticsSay() {
    isToldOnce(() -> database.insert(row("a")));
    isToldOnce(() -> database.insertAll(List.of(row("b"), row("c"))));
    isToldOnce(() -> database.upsert(row("a")));
    isToldOnce(() -> database.delete("b"));
    long before = notes.memtables.getLast().bytes();
    isToldOnce(() -> database.insert(row("d").withPayload(new byte[100_000])));
    assertThat(notes.memtables.getLast().bytes()).isGreaterThan(before + 100_000);
    isToldOnce(() -> assertThatThrownBy(() -> database.insert(row("a"))));
    isToldOnce(database::commit);
    assertThat(notes.memtables.getLast().bytes()).isLessThan(before);
    isToldOnce(() -> database.rollback(1));
  }

  private void isToldOnce(Runnable change) {
    notes.memtables.clear();
    change.run();
    assertThat(notes.memtables).hasSize(1);
    DatabaseStats stats = database.stats();
    MemtableStatus told = notes.memtables.getFirst();
    assertThat(told.bytes()).isEqualTo(stats.memtableBytes());
    assertThat(told.limitBytes()).isEqualTo(stats.memtableLimitBytes());
    assertThat(told.usage())
        .isEqualTo((double) stats.memtableBytes() / stats.memtableLimitBytes().orElseThrow());
  }

  /** Commits of nothing were told as flushes. */
  @Test
  void commitsTellWhatTheyBeginToWriteUnlessThereIsNothing() {
    database.commit();
    assertThat(notes.begun).isEmpty();
    commitOne("a");
    database.delete("a");
    database.insertAll(List.of(row("b"), row("c")));
    database.commit();
    assertThat(notes.begun)
        .containsExactly("commit of 1 rows, 0 deletes", "commit of 2 rows, 1 deletes");
    assertThat(notes.commits)
        .extracting(CommitResult::rows, CommitResult::deletes)
        .containsExactly(tuple(0L, 0L), tuple(1L, 0L), tuple(2L, 1L));
  }

  @Test
  void compactionsTellWhatTheyMergeAndWhatCameOfIt() {
    commitOne("a");
    commitOne("b");
    long bytes = database.stats().diskBytes();
    notes.begun.clear();
    CompactionResult result = database.compact();
    assertThat(notes.begun).containsExactly("compaction of 2 segments, " + bytes + " bytes");
    assertThat(notes.compactions).containsExactly(result);
    assertThat(result.rows()).isEqualTo(2);
  }

  /** It was never called. */
  @Test
  void everySegmentThatIsBuiltIsToldByWhomAndHowLarge() {
    commitOne("a");
    commitOne("b");
    database.compact();
    assertThat(notes.builds)
        .extracting(BuildResult::by, BuildResult::rows)
        .containsExactly(
            tuple(MetricsObserver.Operation.COMMIT, 1L),
            tuple(MetricsObserver.Operation.COMMIT, 1L),
            tuple(MetricsObserver.Operation.COMPACTION, 2L));
    assertThat(notes.builds).allMatch(build -> build.index().isEmpty());
    BuildResult last = notes.builds.getLast();
    assertThat(last.file()).isEqualTo(database.stats().segments().getFirst().file());
    assertThat(last.bytes()).isEqualTo(database.stats().segments().getFirst().bytes());
  }

  /** The index of a segment is the one that searches walk. */
  @Test
  void segmentsThatAreBuiltTellTheirIndex() {
    IndexSettings turbo = IndexSettings.DEFAULT.withLayout(Layout.TURBO);
    database.closeDiscarding();
    database =
        Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.L2).withIndex(turbo), options());
    for (int rows : new int[] {999, 1_000}) {
      database.insertAll(Collections.nCopies(rows, VectorRecord.of(1, 2)));
      database.commit();
    }
    assertThat(notes.builds)
        .extracting(BuildResult::index)
        .containsExactly(Optional.empty(), Optional.of(turbo));
    assertThat(database.stats().segments())
        .extracting(SegmentStats::search)
        .containsExactly(SegmentStats.Search.SCAN, SegmentStats.Search.GRAPH);
  }

  @Test
  void throughputIsTheBytesOfCommitsAndCompactionsThatWroteSomething() {
    database.commit();
    commitOne("a");
    commitOne("b");
    CompactionResult merged = database.compact();
    assertThat(notes.written)
        .containsExactly(
            "COMMIT " + notes.commits.get(1).bytes(),
            "COMMIT " + notes.commits.get(2).bytes(),
            "COMPACTION " + merged.bytes());
  }

  /** It was read after the work was taken from the queue, and so always 0. */
  @Test
  void queueOfCompactionsIsToldWhileMergesWait() {
    reopen(OpenOptions.defaults().observedBy(notes).memtableBytes(Long.MAX_VALUE));
    for (int i = 0; !notes.queues.contains("compaction_queue 1"); i++) {
      commitOne("key-" + i);
      assertThat(i).as("commits without a merge that waits").isLessThan(100);
    }
  }

  @Test
  void queueOfCommitsIsToldWhenAMemtableBeginsToWaitAndWhenNoneDoes() throws InterruptedException {
    store.failFrom(1, Failure.NOTHING_DONE);
    reopenImpatient();
    insertUntilRefused();
    assertThat(notes.failedInBackground.await(2, TimeUnit.MINUTES)).isTrue();
    assertThat(notes.queues).contains("commit_queue 1");
    store.disarm();
    database.commit();
    assertThat(List.copyOf(notes.queues))
        .filteredOn(told -> told.startsWith("commit_queue"))
        .endsWith("commit_queue 0");
  }

  private void reopenImpatient() {
    store.disarm();
    reopen(
        options()
            .memtableBytes(1)
            .frozenMemtablesMax(1)
            .writerPatience(Duration.ZERO)
            .retryPauses(Duration.ofHours(1), Duration.ofHours(1)));
    store.failFrom(1, Failure.NOTHING_DONE);
  }

  private void insertUntilRefused() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                database.insert(row("key-" + i));
              }
            })
        .isInstanceOf(BackpressureException.class);
  }

  /** It was never called. */
  @Test
  void waitingForRoomIsToldWhenItBeginsAndHowItEnds() {
    reopenImpatient();
    insertUntilRefused();
    assertThat(notes.waits).containsExactly("start FROZEN_MEMTABLES", "REFUSED FROZEN_MEMTABLES");
  }

  @Test
  void commitsThatWorkAgainAreToldOnce() {
    database.insert(row("a"));
    store.failAt(1, Failure.NOTHING_DONE);
    assertThatThrownBy(database::commit).isInstanceOf(StoreException.class);
    assertThat(notes.recovered).isEmpty();
    database.commit();
    commitOne("b");
    assertThat(notes.recovered).containsExactly(MetricsObserver.Operation.COMMIT);
  }

  @Test
  void rollbacksAndVacuumsAreToldWithTheirResults() {
    commitOne("a");
    RollbackResult rollback = database.rollback(1);
    VacuumReport vacuum = database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
    assertThat(notes.rollbacks).containsExactly(rollback);
    assertThat(notes.vacuums).containsExactly(vacuum);
  }

  @Test
  void damageIsToldWithItsPlace(@TempDir Path directory) throws IOException {
    Path home = directory.resolve("db");
    try (Vecgo fresh = Vecgo.create(home, CreateOptions.of(2, Metric.L2))) {
      fresh.insert(row("a"));
    }
    Path segment = home.resolve("segment-1.bin");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[64] ^= 1;
    Files.write(segment, bytes);
    try (Vecgo damaged = Vecgo.open(LocalStore.open(home), options().readOnly())) {
      assertThatThrownBy(() -> damaged.search(Query.of(1, 2)));
    }
    assertThat(notes.damages)
        .singleElement()
        .extracting(CorruptException::file)
        .isEqualTo("segment-1.bin");
  }
}
