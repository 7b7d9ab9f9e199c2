package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is there after the database was closed or its process died. */
class DurabilityTest {
  private static final int DIMENSION = 3;

  private final BlobStore store = new MemoryStore();
  private final Contents contents = new Contents();
  private Vecgo database;

  @BeforeEach
  void create() {
    database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2));
  }

  private void reopen() {
    database.close();
    database = Vecgo.open(store, OpenOptions.defaults());
  }

  private void crashAndReopen() {
    database.closeDiscarding();
    database = Vecgo.open(store, OpenOptions.defaults());
  }

  private static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  @Test
  void closeCommitsPendingRows() {
    contents.insert(database, records(0, 10));
    reopen();
    contents.assertIn(database);
  }

  @Test
  void closeCommitsPendingDeletes() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.delete(database, "key-3");
    reopen();
    contents.assertIn(database);
  }

  @Test
  void closeDiscardingDropsWhatWasNotCommitted() {
    contents.insert(database, records(0, 10));
    database.commit();
    database.insertAll(records(10, 20));
    database.delete("key-3");
    crashAndReopen();
    contents.assertIn(database);
  }

  @Test
  void deleteOnlyCommitIsDurable() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.delete(database, "key-3");
    CommitResult result = database.commit();
    assertThat(result.version()).isEqualTo(3);
    assertThat(result.deletes()).isEqualTo(1);
    crashAndReopen();
    contents.assertIn(database);
  }

  @Test
  void deletesOfManyVersionsAddUp() {
    contents.insert(database, records(0, 20));
    database.commit();
    for (int i = 0; i < 20; i += 3) {
      contents.delete(database, "key-" + i);
      database.commit();
    }
    crashAndReopen();
    contents.assertIn(database);
    assertThat(database.stats().tombstones()).isEqualTo(7);
  }

  @Test
  void rowsCommittedAfterAReopenSurviveACrash() {
    contents.insert(database, records(0, 10));
    reopen();
    contents.insert(database, records(10, 20));
    database.commit();
    crashAndReopen();
    contents.assertIn(database);
    contents.insert(database, records(20, 25));
    contents.assertIn(database);
  }

  @Test
  void rowsWrittenAfterAReopenAreVisibleAtOnce() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.delete(database, "key-0");
    reopen();
    contents.insert(database, records(10, 11));
    contents.assertIn(database);
  }

  @Test
  void deletesInTheMemtableAndInASegmentHitTheirOwnRows() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.insert(database, records(10, 20));
    contents.delete(database, "key-2");
    contents.delete(database, "key-17");
    database.commit();
    crashAndReopen();
    contents.assertIn(database);
  }

  @Test
  void idsGoOnAfterCommitCloseAndDelete() {
    long[] first = database.insertAll(records(0, 3));
    assertThat(first).containsExactly(1, 2, 3);
    database.delete(3);
    database.commit();
    assertThat(database.insert(VectorRecord.of(1, 2, 3))).isEqualTo(4);
    database.delete(4);
    reopen();
    assertThat(database.insert(VectorRecord.of(1, 2, 3))).isEqualTo(5);
    reopen();
    assertThat(database.insert(VectorRecord.of(1, 2, 3))).isEqualTo(6);
  }

  @Test
  void idsOfRowsDeletedBeforeTheirCommitAreNotUsedAgain() {
    database.insertAll(records(0, 3));
    records(0, 3).forEach(record -> database.delete(record.key().orElseThrow()));
    database.commit();
    crashAndReopen();
    assertThat(database.insert(VectorRecord.of(1, 2, 3))).isEqualTo(4);
  }

  @Test
  void commitWithoutChangesMakesNoVersion() throws IOException {
    database.insertAll(records(0, 3));
    long version = database.commit().version();
    List<BlobInfo> files = store.list("");
    CommitResult again = database.commit();
    assertThat(again.version()).isEqualTo(version);
    assertThat(again.rows()).isZero();
    assertThat(again.bytes()).isZero();
    reopen();
    assertThat(store.list("")).isEqualTo(files);
  }

  @Test
  void deleteOfNothingIsNoChange() {
    database.insertAll(records(0, 3));
    long version = database.commit().version();
    database.delete("nobody");
    database.delete(99);
    assertThat(database.commit().version()).isEqualTo(version);
  }

  @Test
  void everyCommitIsOneVersionOfItsOwn() {
    for (int i = 0; i < 5; i++) {
      database.insertAll(records(i, i + 1));
      assertThat(database.commit().version()).isEqualTo(i + 2);
      assertThat(database.version()).isEqualTo(i + 2);
      assertThat(database.stats().manifestId()).isEqualTo(i + 2);
    }
    reopen();
    assertThat(database.version()).isEqualTo(6);
  }

  @Test
  void filesOfOlderVersionsAreNeitherChangedNorDeleted() throws IOException {
    database.insertAll(records(0, 5));
    database.commit();
    List<BlobInfo> before = store.list("");
    database.delete("key-1");
    reopen();
    database.insertAll(records(5, 9));
    reopen();
    assertThat(store.list("")).containsAll(before);
  }

  @Test
  void segmentsWithoutAManifestAreNeitherDeletedNorWrittenOver() throws IOException {
    database.insertAll(records(0, 5));
    database.close();
    for (BlobInfo manifest : store.list("manifest-")) {
      store.delete(manifest.name());
    }
    List<BlobInfo> orphans = store.list("");
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.openOrCreate(store, CreateOptions.of(DIMENSION, Metric.L2)));
    assertThat(store.list("")).isEqualTo(orphans);
  }

  /** So that the number of a file that vacuum has deleted is not given again. */
  @Test
  void everyVersionCountsTheFilesThatEverWere() throws IOException {
    for (int i = 0; i < 3; i++) {
      database.insertAll(records(2 * i, 2 * i + 2));
      database.commit();
      database.delete("key-" + 2 * i);
      database.commit();
    }
    for (BlobInfo file : store.list("")) {
      Matcher number = Pattern.compile("[a-z]+-(\\d+)\\.bin").matcher(file.name());
      if (number.matches()) {
        assertThat(new Versions(store).newest().orElseThrow().nextFile())
            .as(file.name())
            .isGreaterThan(Long.parseLong(number.group(1)));
      }
    }
  }

  @Test
  void commitTellsWhatItMadeDurable() throws IOException {
    database.insertAll(records(0, 10));
    database.delete("key-1");
    long before = bytes(store);
    CommitResult result = database.commit();
    assertThat(result.rows()).isEqualTo(9);
    assertThat(result.deletes()).isZero();
    assertThat(result.bytes()).isEqualTo(bytes(store) - before);
  }

  @Test
  void committedBytesCountTombstonesToo() throws IOException {
    database.insertAll(records(0, 10));
    database.commit();
    database.delete("key-1");
    database.delete("key-2");
    long before = bytes(store);
    CommitResult result = database.commit();
    assertThat(result.rows()).isZero();
    assertThat(result.deletes()).isEqualTo(2);
    assertThat(result.bytes()).isEqualTo(bytes(store) - before);
  }

  private static long bytes(BlobStore store) throws IOException {
    return store.list("").stream().mapToLong(BlobInfo::bytes).sum();
  }

  @Test
  void segmentWithoutLiveRowsReopens() {
    contents.insert(database, records(0, 3));
    database.commit();
    for (int i = 0; i < 3; i++) {
      contents.delete(database, "key-" + i);
    }
    reopen();
    contents.assertIn(database);
    contents.insert(database, records(0, 3));
    reopen();
    contents.assertIn(database);
  }

  @Test
  void rowsWithoutKeyMetadataOrPayloadReopen() {
    contents.insert(database, List.of(VectorRecord.of(1, 2, 3), VectorRecord.of(4, 5, 6)));
    reopen();
    contents.assertIn(database);
  }

  @Test
  void upsertsOverSegmentAndMemtableReopen() {
    contents.insert(database, records(0, 10));
    database.commit();
    contents.upsert(database, Samples.records(2, 5, DIMENSION));
    contents.assertIn(database);
    contents.upsert(database, Samples.records(3, 8, DIMENSION));
    contents.assertIn(database);
    database.commit();
    contents.assertIn(database);
    crashAndReopen();
    contents.assertIn(database);
  }
}
