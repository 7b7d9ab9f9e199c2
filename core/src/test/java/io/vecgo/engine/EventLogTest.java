package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.BackpressureException;
import io.vecgo.model.ConflictException;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BuildResult;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.VacuumReport;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a real database. */
class EventLogTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;
  private final CapturedLog log = new CapturedLog();
  private final AtomicLong nanos = new AtomicLong();
  private Vecgo database = Vecgo.create(new MemoryStore(), create());
  private FailingStore store = new FailingStore(new MemoryStore());

  private static CreateOptions create() {
    return CreateOptions.of(2, Metric.L2);
  }

  @BeforeEach
  void open() {
    Vecgo.create(local(), create()).close();
    reopen(options());
    log.clear();
  }

  private EventLog events() {
    return new EventLog(log, "/data/db", nanos::get);
  }

  private OpenOptions options() {
    return options(events());
  }

  private static OpenOptions options(MetricsObserver observer) {
    return OpenOptions.defaults().observedBy(observer).withoutAutomaticCompaction();
  }

  private void reopen(OpenOptions options) {
    database.closeDiscarding();
    store = new FailingStore(local());
    database = Vecgo.open(store, options);
  }

  private LocalStore local() {
    try {
      return LocalStore.open(directory.resolve("db"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterEach
  void close() {
    store.disarm();
    database.closeDiscarding();
  }

  private void commitOne() {
    database.insert(VectorRecord.of(1, 2));
    database.commit();
  }

  @Test
  void openingAndClosingAreDebugging() {
    commitOne();
    database.close();
    log.clear();
    reopen(options());
    database.close();
    assertThat(log.events()).containsExactly("DEBUG open", "DEBUG close");
    assertThat(log.only("open").text())
        .isEqualTo(
            "event=open database=/data/db access=write version=2 segments=1 missing=0 records=1");
  }

  @Test
  void openingAnOldVersionIsInformation() {
    commitOne();
    commitOne();
    log.clear();
    Vecgo.open(local(), options().atVersion(2)).close();
    CapturedLog.Line open = log.only("open");
    assertThat(open.level()).isEqualTo(Level.INFO);
    assertThat(open.pairs())
        .containsEntry("access", "fixed_version")
        .containsEntry("version", "2")
        .containsEntry("records", "1");
  }

  @Test
  void commitIsToldAtItsBeginItsSegmentsAndItsEnd() {
    commitOne();
    database.delete(1);
    commitOne();
    assertThat(log.events())
        .containsExactly(
            "DEBUG commit.start",
            "DEBUG build",
            "DEBUG commit",
            "DEBUG commit.start",
            "DEBUG build",
            "DEBUG commit");
    CapturedLog.Line start = log.lines().get(3);
    assertThat(start.pairs()).containsEntry("rows", "1").containsEntry("deletes", "1");
    CapturedLog.Line build = log.lines().get(4);
    assertThat(build.pairs())
        .containsEntry("by", "commit")
        .containsEntry("rows", "1")
        .containsEntry("index", "scan")
        .containsKeys("file", "bytes", "millis");
    CapturedLog.Line commit = log.lines().get(5);
    assertThat(commit.pairs())
        .containsEntry("version", "3")
        .containsEntry("rows", "1")
        .containsEntry("deletes", "1")
        .containsKeys("bytes", "millis");
  }

  @Test
  void buildTellsTheKindOfIndex() {
    IndexSettings turbo =
        IndexSettings.DEFAULT
            .withQuantization(new Quantization.Product(96, true))
            .withLayout(Layout.TURBO);
    events()
        .onBuild(
            new BuildResult(
                Operation.COMPACTION,
                "segment-7.bin",
                5_000,
                99,
                Optional.of(turbo),
                EventLog.SLOW));
    assertThat(log.only("build").text())
        .isEqualTo(
            "event=build database=/data/db by=compaction file=segment-7.bin rows=5000 bytes=99"
                + " index=graph quantization=opq-96 layout=turbo millis=1000");
  }

  @Test
  void commitsOfNothingAreNotTold() {
    database.commit();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void slowWorkIsInformation() {
    events().onCommit(new CommitResult(2, 1, 0, 100, EventLog.SLOW));
    assertThat(log.only("commit").level()).isEqualTo(Level.INFO);
  }

  @Test
  void failedCommitIsAWarningWithItsCauseAndTheNextOneARecovery() {
    database.insert(VectorRecord.of(1, 2));
    store.failAt(1, Failure.NOTHING_DONE);
    assertThatThrownBy(database::commit).isInstanceOf(StoreException.class);
    database.commit();
    assertThat(log.events())
        .containsExactly(
            "DEBUG commit.start",
            "WARNING commit.failed",
            "DEBUG commit.start",
            "DEBUG build",
            "INFO commit.recovered",
            "DEBUG commit");
    CapturedLog.Line failed = log.only("commit.failed");
    assertThat(failed.get("error")).contains("nothing is lost", "made to fail");
    assertThat(failed.thrown()).isNull();
  }

  @Test
  void commitInTheBackgroundSaysWhenItIsTriedAgain() throws InterruptedException {
    CountDownLatch committed = new CountDownLatch(1);
    MetricsObserver waiting =
        new MetricsObserver() {
          @Override
          public void onCommit(CommitResult result) {
            committed.countDown();
          }
        };
    reopen(
        options(new ObserverPair(events(), waiting))
            .memtableBytes(1)
            .retryPauses(Duration.ofMillis(1), Duration.ofMillis(1)));
    log.clear();
    store.failAt(1, Failure.NOTHING_DONE);
    database.insert(VectorRecord.of(1, 2));
    assertThat(committed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(log.events())
        .containsExactly(
            "DEBUG commit.start",
            "WARNING commit.failed",
            "WARNING commit.retry",
            "DEBUG commit.start",
            "DEBUG build",
            "INFO commit.recovered",
            "DEBUG commit");
    assertThat(log.only("commit.retry").pairs())
        .containsEntry("failures", "1")
        .containsEntry("afterMillis", "1");
  }

  @Test
  void errorInTheBackgroundHasItsTrace() {
    events().onBackgroundFailure(Operation.COMMIT, new OutOfMemoryError("heap"), 3, Duration.ZERO);
    assertThat(log.events()).containsExactly("WARNING commit.failed", "WARNING commit.retry");
    assertThat(log.only("commit.failed").thrown()).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void compactionIsToldAtItsBeginItsSegmentAndItsEnd() {
    commitOne();
    commitOne();
    log.clear();
    database.compact();
    assertThat(log.events())
        .containsExactly("DEBUG compaction.start", "DEBUG build", "DEBUG compaction");
    assertThat(log.only("compaction.start").get("segments")).isEqualTo("2");
    assertThat(log.only("build").get("by")).isEqualTo("compaction");
    assertThat(log.only("compaction").pairs())
        .containsEntry("segments", "2")
        .containsEntry("rows", "2")
        .containsEntry("version", "4");
  }

  @Test
  void failedCompactionIsAWarningAndTheNextOneARecovery() {
    commitOne();
    commitOne();
    log.clear();
    store.failAt(1, Failure.NOTHING_DONE);
    assertThatThrownBy(database::compact).isInstanceOf(StoreException.class);
    database.compact();
    assertThat(log.events())
        .containsExactly(
            "DEBUG compaction.start",
            "WARNING compaction.failed",
            "DEBUG compaction.start",
            "DEBUG build",
            "INFO compaction.recovered",
            "DEBUG compaction");
  }

  @Test
  void vacuumTellsWhatItDeletedAndWhenItFailed() {
    commitOne();
    commitOne();
    log.clear();
    store.failAt(1, Failure.NOTHING_DONE);
    RetentionPolicy newest = new RetentionPolicy(1, Duration.ZERO, Duration.ZERO);
    assertThatThrownBy(() -> database.vacuum(newest)).isInstanceOf(StoreException.class);
    database.vacuum(newest);
    assertThat(log.events())
        .containsExactly("WARNING vacuum.failed", "INFO vacuum.recovered", "DEBUG vacuum");
    assertThat(log.only("vacuum").pairs())
        .containsEntry("versions", "2")
        .containsEntry("kept", "1")
        .containsKeys("files", "bytes", "millis");
  }

  @Test
  void rollbackIsInformation() {
    commitOne();
    commitOne();
    log.clear();
    database.rollback(2);
    assertThat(log.events()).containsExactly("INFO rollback");
    assertThat(log.only("rollback").pairs())
        .containsEntry("version", "4")
        .containsEntry("restored", "2")
        .containsEntry("replaced", "3")
        .containsEntry("records", "1");
  }

  @Test
  void whatIsOnlyAskedForWronglyIsNotTold() {
    assertThatThrownBy(() -> database.rollback(99)).isInstanceOf(NoSuchVersionException.class);
    assertThatThrownBy(() -> database.insert(VectorRecord.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void damageIsAnErrorAndToldOnceHoweverOftenItIsMet() throws IOException {
    commitOne();
    database.close();
    flipVectors(segment());
    reopen(options());
    log.clear();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> database.search(Query.of(1, 2)))
          .isInstanceOf(CorruptException.class);
    }
    assertThat(log.events()).containsExactly("ERROR damage");
    assertThat(log.only("damage").pairs())
        .containsEntry("op", "search")
        .containsEntry("file", segment().getFileName().toString())
        .containsEntry("problem", "checksum mismatch")
        .containsKeys("section", "offset", "expected", "found", "remedy");
  }

  @Test
  void eachDamagedPlaceIsTold() {
    EventLog events = events();
    for (int offset : new int[] {64, 128, 64}) {
      CorruptException damage =
          new CorruptException(
              "segment-1.bin", "vectors", offset, "checksum mismatch", "1", "2", "");
      events.onCorruption(Operation.SEARCH, damage);
    }
    assertThat(log.lines()).extracting(line -> line.get("offset")).containsExactly("64", "128");
  }

  /** Another writer is at work: the operator should know, whoever gets the exception. */
  @Test
  void conflictOfACommitIsAWarning() {
    events().onFailure(Operation.COMMIT, Duration.ZERO, new ConflictException(7));
    assertThat(log.only("commit.failed").get("error")).contains("version 7", "another writer");
  }

  @Test
  void vacuumCountsFilesThatNoVersionNamed() {
    events()
        .onVacuum(
            new VacuumReport(
                List.of(1L), 2, List.of("a", "b"), List.of("c"), 9, Duration.ofMillis(4)));
    assertThat(log.only("vacuum").get("files")).isEqualTo("3");
  }

  private Path segment() throws IOException {
    try (var files = Files.list(directory.resolve("db"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segment"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The one vector of the segment is changed. */
  private static void flipVectors(Path segment) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    bytes[64] ^= 1;
    Files.write(segment, bytes);
  }

  @Test
  void missingSegmentIsAWarning() throws IOException {
    commitOne();
    database.close();
    String file = segment().getFileName().toString();
    Files.delete(segment());
    log.clear();
    reopen(options());
    assertThat(log.events()).containsExactly("WARNING segment.missing", "DEBUG open");
    assertThat(log.only("segment.missing").pairs())
        .containsEntry("file", file)
        .containsEntry("records", "1")
        .containsEntry("ids", "1-1")
        .containsEntry("reason", "no_file");
    assertThat(log.only("open").get("missing")).isEqualTo("1");
  }

  @Test
  @Timeout(PATIENCE_SECONDS)
  void manyWritesThatWaitAreOneLineAndRoomAnother() throws InterruptedException {
    CountDownLatch recovered = new CountDownLatch(1);
    MetricsObserver waiting =
        new MetricsObserver() {
          @Override
          public void onCommit(CommitResult result) {
            recovered.countDown();
          }
        };
    reopen(
        options(new ObserverPair(events(), waiting))
            .memtableBytes(1)
            .frozenMemtablesMax(1)
            .writerPatience(Duration.ZERO)
            .retryPauses(Duration.ofMillis(1), Duration.ofMillis(1)));
    store.failFrom(1, Failure.NOTHING_DONE);
    int refused = 0;
    while (refused < 5) {
      refused += isRefused() ? 1 : 0;
    }
    store.disarm();
    assertThat(recovered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    while (!log.events().contains("INFO backpressure.end")) {
      nanos.addAndGet(WritePressure.CALM.toNanos());
      refused += isRefused() ? 1 : 0;
    }
    assertThat(log.only("backpressure.start").level()).isEqualTo(Level.WARNING);
    assertThat(log.only("backpressure.start").get("reason")).isEqualTo("frozen_memtables");
    CapturedLog.Line end = log.only("backpressure.end");
    assertThat(end.level()).isEqualTo(Level.INFO);
    assertThat(end.get("refused")).isEqualTo(Integer.toString(refused));
  }

  private boolean isRefused() {
    try {
      database.insert(VectorRecord.of(1, 2));
      return false;
    } catch (BackpressureException _) {
      return true;
    }
  }

  @Test
  void nothingOfRecordsIsWritten() {
    VectorRecord secret =
        VectorRecord.of(31415, 92653)
            .withKey("secret-key")
            .with("name", "secret-value")
            .withPayload("secret-payload".getBytes(StandardCharsets.UTF_8));
    database.insert(secret);
    assertThatThrownBy(() -> database.insert(secret)).hasMessageContaining("secret-key");
    store.failAt(1, Failure.NOTHING_DONE);
    assertThatThrownBy(database::commit).isInstanceOf(StoreException.class);
    database.commit();
    database.compact();
    database.rollback(1);
    database.close();
    assertThat(log.lines()).hasSizeGreaterThan(5);
    for (CapturedLog.Line line : log.lines()) {
      assertThat(line.text() + line.thrown()).doesNotContain("secret", "31415", "92653");
    }
  }

  @Test
  void everyLineNamesTheDatabase() {
    commitOne();
    database.rollback(1);
    assertThat(log.lines()).isNotEmpty().allMatch(line -> line.get("database").equals("/data/db"));
  }

  @Test
  void eventsAreInTheOperationsPage() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    List<String> names =
        List.of(
            "open",
            "close",
            "segment.missing",
            "backpressure.start",
            "backpressure.end",
            "commit.start",
            "commit",
            "commit.failed",
            "commit.retry",
            "commit.recovered",
            "build",
            "compaction.start",
            "compaction",
            "compaction.failed",
            "compaction.retry",
            "compaction.recovered",
            "rollback",
            "rollback.failed",
            "vacuum",
            "vacuum.failed",
            "vacuum.retry",
            "vacuum.recovered",
            "damage");
    assertThat(names).allMatch(name -> page.contains("`" + name + "`"));
  }
}
