package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.ClosedException;
import io.vecgo.model.ConflictException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A compaction changes nothing but the files. */
class CompactionTest {
  private static final int DIMENSION = 3;
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  private final HookedStore store = new HookedStore(new MemoryStore());
  private final Contents contents = new Contents();
  private Vecgo database = open(Metric.L2);

  private Vecgo open(Metric metric) {
    Vecgo.create(store, CreateOptions.of(DIMENSION, metric)).close();
    return Vecgo.open(store, MANUAL);
  }

  /** Three segments, of which two have tombstones. */
  private void fill() {
    fill(database, contents);
  }

  static void fill(Vecgo database, Contents contents) {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.insert(database, records(10, 15));
    contents.delete(database, "key-4");
    database.commit();
    contents.insert(database, records(15, 30));
    contents.upsert(database, Samples.records(2, 2, DIMENSION));
    contents.delete(database, Filter.eq("number", 12));
    database.commit();
  }

  static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  /** Leaves as a process that dies. */
  private void crashAndReopen() {
    database.closeDiscarding();
    database = Vecgo.open(store, MANUAL);
  }

  private Manifest manifest() throws IOException {
    return new Versions(store).newest().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void answersStayTheSame(Metric metric) {
    MemoryStore memory = new MemoryStore();
    Contents filled = new Contents();
    Vecgo.create(memory, CreateOptions.of(DIMENSION, metric)).close();
    try (Vecgo compacted = Vecgo.open(memory, MANUAL)) {
      fill(compacted, filled);
      List<String> before = answers(compacted);
      compacted.compact();
      assertThat(answers(compacted)).isEqualTo(before);
      filled.assertIn(compacted);
      filled.assertMatching(compacted, Filter.eq("group", "g1"), "compacted");
    }
    try (Vecgo reopened = Vecgo.open(memory, MANUAL)) {
      filled.assertIn(reopened);
    }
  }

  /** Ids and the bits of scores. */
  private static List<String> answers(Vecgo database) {
    List<String> answers = new ArrayList<>();
    for (Query query : List.of(Query.of(1, 2, 3), Query.of(-1, 0, 1).exact().k(100))) {
      for (Hit hit : database.search(query).hits()) {
        answers.add(hit.id() + " " + Float.floatToRawIntBits(hit.score()));
      }
    }
    return answers;
  }

  @Test
  void segmentsBecomeOneWithoutDeletedRows() {
    fill();
    assertThat(database.stats().segmentCount()).isEqualTo(3);
    assertThat(database.stats().tombstones()).isEqualTo(4);
    database.compact();
    DatabaseStats stats = database.stats();
    assertThat(stats.segmentCount()).isEqualTo(1);
    assertThat(stats.tombstones()).isZero();
    assertThat(stats.segments().getFirst().rows()).isEqualTo(stats.totalVectors());
  }

  @Test
  void deletedRowsAreGoneFromTheFile() throws IOException {
    String secret = "the payload of a deleted record";
    VectorRecord record =
        VectorRecord.of(1, 2, 3).withPayload(secret.getBytes(StandardCharsets.UTF_8));
    long id = database.insert(record);
    contents.insert(database, records(0, 3));
    database.commit();
    assertThat(newestSegment()).contains(secret);
    database.delete(id);
    database.commit();
    database.compact();
    assertThat(newestSegment()).doesNotContain(secret);
    contents.assertIn(database);
  }

  private String newestSegment() throws IOException {
    String file = manifest().segments().getLast().info().file();
    try (BlobReader blob = store.open(file)) {
      byte[] bytes = blob.mapped().orElseThrow().toArray(ValueLayout.JAVA_BYTE);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void oneSegmentWithTombstonesIsWrittenAnew() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.delete(database, "key-3");
    database.commit();
    assertThat(database.compact().rows()).isEqualTo(9);
    assertThat(database.stats().tombstones()).isZero();
    contents.assertIn(database);
  }

  @Test
  void databaseOfDeletedRowsHasNoSegment() {
    fill();
    contents.delete(database, Filter.all());
    database.commit();
    CompactionResult result = database.compact();
    assertThat(result.segmentsMerged()).isEqualTo(3);
    assertThat(result.rows()).isZero();
    assertThat(database.stats().segmentCount()).isZero();
    crashAndReopen();
    contents.assertIn(database);
  }

  @Test
  void idsOfRecordsThatAreGoneAreNotUsedAgain() {
    long[] ids = database.insertAll(records(0, 5));
    database.commit();
    database.delete(Filter.all());
    database.commit();
    database.compact();
    crashAndReopen();
    assertThat(database.insert(VectorRecord.of(1, 2, 3))).isGreaterThan(ids[4]);
  }

  @Test
  void keyOfARecordThatIsGoneIsFree() {
    fill();
    database.compact();
    contents.insert(database, records(4, 5));
    contents.assertIn(database);
  }

  @Test
  void nothingToMergeMakesNoVersion() {
    assertNothingToMerge();
    database.insertAll(records(0, 5));
    assertNothingToMerge();
    database.commit();
    assertNothingToMerge();
    database.delete("key-1");
    assertNothingToMerge();
  }

  private void assertNothingToMerge() {
    long version = database.version();
    CompactionResult result = database.compact();
    assertThat(result.segmentsMerged()).isZero();
    assertThat(result.bytes()).isZero();
    assertThat(result.version()).isEqualTo(version);
    assertThat(database.version()).isEqualTo(version);
  }

  @Test
  void compactionIsAVersion() throws IOException {
    fill();
    long version = database.version();
    long nextId = manifest().nextId();
    long nextFile = manifest().nextFile();
    CompactionResult result = database.compact();
    assertThat(result.version()).isEqualTo(version + 1);
    assertThat(result.segmentsMerged()).isEqualTo(3);
    assertThat(result.rows()).isEqualTo(database.stats().totalVectors());
    assertThat(result.bytes())
        .isEqualTo(database.stats().diskBytes() + sizeOf(Versions.nameOf(version + 1)));
    assertThat(result.duration()).isPositive();
    assertThat(database.version()).isEqualTo(version + 1);
    assertThat(manifest().operation()).isEqualTo(Operation.COMPACTION);
    assertThat(manifest().nextId()).isEqualTo(nextId);
    assertThat(manifest().nextFile()).isEqualTo(nextFile + 1);
  }

  private long sizeOf(String name) throws IOException {
    return store.list(name).getFirst().bytes();
  }

  @Test
  void levelIsOneAboveTheHighest() throws IOException {
    fill();
    database.compact();
    assertThat(levels()).containsExactly(1);
    contents.insert(database, records(30, 32));
    database.commit();
    assertThat(levels()).containsExactly(1, 0);
    database.compact();
    assertThat(levels()).containsExactly(2);
  }

  private List<Integer> levels() throws IOException {
    return manifest().segments().stream().map(SegmentEntry::level).toList();
  }

  @Test
  void filesOfOlderVersionsStay() throws IOException {
    fill();
    List<BlobInfo> before = store.list("");
    database.compact();
    assertThat(store.list("")).containsAll(before).hasSize(before.size() + 2);
  }

  @Test
  void rowsNotCommittedStayInMemory() {
    fill();
    Contents committed = contents.copy();
    contents.insert(database, records(30, 35));
    contents.upsert(database, Samples.records(3, 1, DIMENSION));
    database.compact();
    contents.assertIn(database, "compacted");
    assertThat(database.stats().memtableRows()).isEqualTo(6);
    crashAndReopen();
    committed.assertIn(database, "after a crash");
  }

  @Test
  void rowsOfAFailedCommitStayAndAreCommittedLater() {
    fill();
    contents.insert(database, records(30, 35));
    store.beforeCreating(
        "segment-",
        () -> {
          throw new IOException("made to fail");
        });
    assertThatExceptionOfType(StoreException.class).isThrownBy(database::commit);
    contents.insert(database, records(35, 36));
    database.compact();
    contents.assertIn(database, "compacted");
    database.commit();
    crashAndReopen();
    contents.assertIn(database, "reopened");
  }

  @Test
  void deletesNotCommittedComeBackAfterACrash() {
    fill();
    Contents committed = contents.copy();
    contents.delete(database, "key-7");
    contents.delete(database, "key-17");
    database.compact();
    contents.assertIn(database, "compacted");
    crashAndReopen();
    committed.assertIn(database, "after a crash");
    assertThat(database.stats().tombstones()).isZero();
  }

  @Test
  void deletesNotCommittedAreCommittedLater() {
    fill();
    contents.delete(database, "key-7");
    database.compact();
    assertThat(database.commit().deletes()).isEqualTo(1);
    crashAndReopen();
    contents.assertIn(database);
    assertThat(database.stats().tombstones()).isEqualTo(1);
  }

  @Test
  void deletesCommittedWhileAMergeRunsAreCarriedOver() {
    fill();
    store.beforeCreating(
        "segment-",
        () -> {
          contents.delete(database, "key-7");
          contents.delete(database, "key-0");
          database.commit();
        });
    CompactionResult result = database.compact();
    contents.assertIn(database, "compacted");
    assertThat(database.stats().tombstones()).isEqualTo(2);
    assertThat(result.rows()).isEqualTo(database.stats().totalVectors() + 2);
    assertThat(database.commit().version())
        .as("nothing more to commit")
        .isEqualTo(result.version());
    crashAndReopen();
    contents.assertIn(database, "after a crash");
    assertThat(database.stats().tombstones()).isEqualTo(2);
  }

  @Test
  void deletesNotCommittedWhileAMergeRunsComeBackAfterACrash() {
    fill();
    Contents committed = contents.copy();
    store.beforeCreating("segment-", () -> contents.delete(database, Filter.gte("number", 3)));
    database.compact();
    contents.assertIn(database, "compacted");
    crashAndReopen();
    committed.assertIn(database, "after a crash");
  }

  @Test
  void allRowsDeletedWhileAMergeRunsAreGone() {
    fill();
    store.beforeCreating(
        "segment-",
        () -> {
          contents.delete(database, Filter.all());
          database.commit();
        });
    database.compact();
    contents.assertIn(database, "compacted");
    crashAndReopen();
    contents.assertIn(database, "after a crash");
    database.compact();
    assertThat(database.stats().segmentCount()).isZero();
  }

  @Test
  void segmentsCommittedWhileAMergeRunsStayBehindTheNewOne() throws IOException {
    fill();
    store.beforeCreating(
        "segment-",
        () -> {
          contents.insert(database, records(30, 40));
          database.commit();
        });
    assertThat(database.compact().segmentsMerged()).isEqualTo(3);
    assertThat(levels()).containsExactly(1, 0);
    contents.assertIn(database, "compacted");
    crashAndReopen();
    contents.assertIn(database, "after a crash");
  }

  @Test
  void upsertsWhileAMergeRunsNeitherLoseNorDoubleAKey() {
    fill();
    Contents committed = new Contents();
    store.beforeCreating(
        "segment-",
        () -> {
          contents.upsert(database, Samples.records(3, 9, DIMENSION).subList(5, 9));
          database.commit();
          committed.become(contents);
          contents.upsert(database, Samples.records(4, 12, DIMENSION).subList(8, 11));
        });
    database.compact();
    contents.assertIn(database, "compacted");
    contents.upsert(database, Samples.records(5, 10, DIMENSION).subList(6, 9));
    contents.assertIn(database, "changed once more");
    crashAndReopen();
    committed.assertIn(database, "after a crash");
  }

  @Test
  void writesWhileTheVersionIsPublishedAreKept() {
    fill();
    Contents committed = contents.copy();
    store.beforeCreating(
        "manifest-",
        () -> {
          contents.delete(database, "key-7");
          contents.insert(database, records(30, 32));
        });
    database.compact();
    contents.assertIn(database, "compacted");
    crashAndReopen();
    committed.assertIn(database, "after a crash");
  }

  @Test
  void compactionsWhileACompactionWritesWait() throws Exception {
    fill();
    Thread[] second = new Thread[1];
    store.beforeCreating(
        "segment-",
        () -> {
          second[0] = Thread.ofPlatform().start(database::compact);
          while (second[0].getState() != Thread.State.WAITING && second[0].isAlive()) {
            Thread.onSpinWait();
          }
        });
    long version = database.compact().version();
    second[0].join(60_000);
    assertThat(database.version()).as("the second found nothing to do").isEqualTo(version);
    contents.assertIn(database);
  }

  @Test
  void snapshotsReadOnFromTheSegmentsThatWereMerged() {
    fill();
    List<Hit> before;
    try (Snapshot snapshot = database.snapshot()) {
      Query all = Query.of(1, 2, 3).k(100);
      before = snapshot.search(all).hits();
      long version = snapshot.version();
      contents.delete(database, "key-7");
      database.compact();
      database.commit();
      database.compact();
      assertThat(ids(snapshot.search(all).hits())).isEqualTo(ids(before));
      assertThat(snapshot.get("key-7")).isPresent();
      assertThat(snapshot.version()).isEqualTo(version);
      database.close();
      assertThat(ids(snapshot.search(all).hits())).isEqualTo(ids(before));
    }
    database = Vecgo.open(store, MANUAL);
    contents.assertIn(database);
  }

  private static List<Long> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @Test
  void readersOfTheVersionBeforeReadOn() {
    fill();
    try (Vecgo reader = Vecgo.open(store, MANUAL.readOnly())) {
      database.compact();
      contents.assertIn(reader);
    }
  }

  @Test
  void readersCannotCompact() {
    fill();
    try (Vecgo reader = Vecgo.open(store, MANUAL.readOnly())) {
      assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(reader::compact);
    }
  }

  @Test
  void closedDatabaseIsNotCompacted() {
    database.close();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(database::compact);
  }

  @Test
  void databaseClosedWhileItIsCompactedStaysAsItIs() throws IOException {
    fill();
    long version = database.version();
    store.beforeCreating("segment-", database::close);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(database::compact);
    assertThat(manifest().version()).isEqualTo(version);
    database = Vecgo.open(store, MANUAL);
    contents.assertIn(database);
  }

  @Test
  void versionOfAnotherWriterIsNotWrittenOver() throws IOException {
    fill();
    Manifest newest = manifest();
    Manifest taken =
        newest.next(
            newest.createdAt(),
            Operation.COMMIT,
            newest.schema(),
            newest.nextId(),
            newest.nextFile() + 100,
            newest.segments());
    new Versions(store).publish(taken);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(database::compact)
        .satisfies(conflict -> assertThat(conflict.version()).isEqualTo(taken.version()));
    contents.assertIn(database);
  }

  @Test
  void observerIsToldOfWhatWasMerged() {
    fill();
    database.close();
    List<CompactionResult> told = new ArrayList<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onCompaction(CompactionResult result) {
            told.add(result);
          }
        };
    database = Vecgo.open(store, MANUAL.observedBy(observer));
    CompactionResult result = database.compact();
    database.compact();
    assertThat(told).containsExactly(result);
  }
}
