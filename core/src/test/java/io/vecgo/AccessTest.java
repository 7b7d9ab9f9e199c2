package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.ClosedException;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.LockedException;
import io.vecgo.model.Metric;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open a database, and for what; what a closed one answers. */
class AccessTest {
  private static final CreateOptions OPTIONS = CreateOptions.of(3, Metric.L2);
  private static final OpenOptions READ_ONLY = OpenOptions.defaults().readOnly();
  private static final VectorRecord RECORD = VectorRecord.of(1, 2, 3).withKey("k");

  @TempDir Path directory;

  private static Map<String, ThrowingCallable> writes(Vecgo database) {
    Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
    writes.put("insert", () -> database.insert(RECORD));
    writes.put("insertAll", () -> database.insertAll(List.of(RECORD)));
    writes.put("upsert", () -> database.upsert(RECORD));
    writes.put("upsertAll", () -> database.upsertAll(List.of(RECORD)));
    writes.put("delete id", () -> database.delete(1));
    writes.put("delete key", () -> database.delete("k"));
    writes.put("delete filter", () -> database.delete(Filter.all()));
    writes.put("commit", database::commit);
    writes.put(
        "declare", () -> database.declare(new Schema.Field("f", FieldType.INT, Presence.OPTIONAL)));
    return writes;
  }

  private static Map<String, ThrowingCallable> reads(Vecgo database) {
    Map<String, ThrowingCallable> reads = new LinkedHashMap<>();
    reads.put("get id", () -> database.get(1));
    reads.put("get key", () -> database.get("k"));
    reads.put("search", () -> database.search(Query.of(1, 2, 3)));
    reads.put("snapshot", database::snapshot);
    reads.put("stats", database::stats);
    return reads;
  }

  @Test
  void newDatabaseIsEmptyAndSaysWhatItIsFor() {
    try (Vecgo database = Vecgo.create(directory, OPTIONS)) {
      assertThat(database.version()).isEqualTo(1);
      assertThat(database.dimension()).isEqualTo(3);
      assertThat(database.metric()).isEqualTo(Metric.L2);
      assertThat(database.schema()).isEqualTo(Schema.NONE);
      assertThat(database.search(Query.of(1, 2, 3)).hits()).isEmpty();
      assertThat(database.stats().totalVectors()).isZero();
    }
  }

  @Test
  void settingsAreStoredWithTheDatabase() {
    Schema schema = Schema.parse("title:text!,year:int");
    CreateOptions options =
        CreateOptions.of(7, Metric.DOT)
            .withSchema(schema)
            .withIndex(IndexSettings.DEFAULT.withM(8).withEfConstruction(50));
    Vecgo.create(directory, options).close();
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.dimension()).isEqualTo(7);
      assertThat(database.metric()).isEqualTo(Metric.DOT);
      assertThat(database.schema()).isEqualTo(schema);
    }
  }

  @Test
  void secondWriterIsRefused() {
    try (Vecgo database = Vecgo.create(directory, OPTIONS)) {
      database.insert(RECORD);
      String process = "process " + ProcessHandle.current().pid();
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.open(directory))
          .withMessageContaining(directory.toString())
          .withMessageContaining(process);
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.openOrCreate(directory, OPTIONS));
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.create(directory, OPTIONS));
      assertThat(database.get("k")).isPresent();
    }
    Vecgo.open(directory).close();
  }

  @Test
  void closingDiscardingLetsTheNextWriterIn() {
    Vecgo.create(directory, OPTIONS).closeDiscarding();
    Vecgo.open(directory).close();
  }

  @Test
  void existingDatabaseIsNotCreatedAgain() {
    Vecgo.create(directory, OPTIONS).close();
    assertThatExceptionOfType(DatabaseExistsException.class)
        .isThrownBy(() -> Vecgo.create(directory, OPTIONS))
        .withMessageContaining(directory.toString());
    Vecgo.open(directory).close();
  }

  @Test
  void missingDatabaseIsNotOpenedAndLeavesNoTrace() {
    Path nowhere = directory.resolve("nowhere");
    assertThatExceptionOfType(NoDatabaseException.class)
        .isThrownBy(() -> Vecgo.open(nowhere))
        .withMessageContaining(nowhere.toString());
    assertThatExceptionOfType(NoDatabaseException.class)
        .isThrownBy(() -> Vecgo.open(nowhere, READ_ONLY));
    assertThat(Files.exists(nowhere)).isFalse();
  }

  @Test
  void openOrCreateDoesEither() {
    try (Vecgo created = Vecgo.openOrCreate(directory, OPTIONS)) {
      created.insert(RECORD);
    }
    try (Vecgo opened = Vecgo.openOrCreate(directory, OPTIONS)) {
      assertThat(opened.get("k")).isPresent();
    }
  }

  @Test
  void openOrCreateRefusesAnotherDimensionOrMetric() {
    Vecgo.create(directory, OPTIONS).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vecgo.openOrCreate(directory, CreateOptions.of(4, Metric.L2)))
        .withMessageContaining("dimension=4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vecgo.openOrCreate(directory, CreateOptions.of(3, Metric.DOT)))
        .withMessageContaining("metric=dot");
    Vecgo.openOrCreate(directory, OPTIONS).close();
  }

  @Test
  void readOnlyRefusesEveryWrite() {
    try (Vecgo writer = Vecgo.create(directory, OPTIONS)) {
      writer.insert(RECORD);
    }
    try (Vecgo reader = Vecgo.open(directory, READ_ONLY)) {
      writes(reader)
          .forEach((name, write) ->
              assertThatExceptionOfType(ReadOnlyException.class).as(name).isThrownBy(write));
      assertThat(reader.get("k")).isPresent();
      assertThat(reader.stats().totalVectors()).isEqualTo(1);
    }
  }

  @Test
  void readersOpenBesideAWriterAndSeeItsCommits() {
    try (Vecgo writer = Vecgo.create(directory, OPTIONS)) {
      writer.insert(RECORD);
      try (Vecgo early = Vecgo.open(directory, READ_ONLY)) {
        assertThat(early.get("k")).isEmpty();
        writer.commit();
        writer.delete("k");
        writer.insert(RECORD.withKey("l"));
        try (Vecgo late = Vecgo.open(directory, READ_ONLY)) {
          assertThat(late.get("k")).isPresent();
          assertThat(late.get("l")).isEmpty();
          assertThat(late.search(Query.of(1, 2, 3)).hits()).hasSize(1);
        }
        assertThat(early.get("k")).isEmpty();
        assertThat(early.version()).isEqualTo(1);
      }
    }
  }

  @Test
  void readersHonourDeletes() {
    try (Vecgo writer = Vecgo.create(directory, OPTIONS)) {
      writer.insert(RECORD);
      writer.insert(RECORD.withKey("l"));
      writer.commit();
      writer.delete("k");
    }
    try (Vecgo reader = Vecgo.open(directory, READ_ONLY)) {
      assertThat(reader.get("k")).isEmpty();
      assertThat(reader.search(Query.of(1, 2, 3)).hits()).hasSize(1);
    }
  }

  @Test
  void closingAReaderCommitsNothing() {
    try (Vecgo writer = Vecgo.create(directory, OPTIONS)) {
      Vecgo.open(directory, READ_ONLY).close();
      assertThat(writer.version()).isEqualTo(1);
      writer.insert(RECORD);
      assertThat(writer.commit().version()).isEqualTo(2);
    }
  }

  @Test
  void closedDatabaseRefusesEverything() {
    Vecgo database = Vecgo.create(directory, OPTIONS);
    database.insert(RECORD);
    database.close();
    Map<String, ThrowingCallable> all = writes(database);
    all.putAll(reads(database));
    all.forEach((name, operation) ->
        assertThatExceptionOfType(ClosedException.class).as(name).isThrownBy(operation));
  }

  @Test
  void closeIsDoneOnce() {
    Vecgo database = Vecgo.create(directory, OPTIONS);
    database.insert(RECORD);
    database.close();
    try (Vecgo next = Vecgo.open(directory)) {
      database.close();
      database.closeDiscarding();
      assertThatExceptionOfType(LockedException.class).isThrownBy(() -> Vecgo.open(directory));
      assertThat(next.get("k")).isPresent();
    }
  }

  @Test
  void databaseInMemoryOutlivesItsClosing() {
    BlobStore store = new MemoryStore();
    Vecgo.create(store, OPTIONS).close();
    try (Vecgo writer = Vecgo.open(store, OpenOptions.defaults())) {
      writer.insert(RECORD);
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.open(store, OpenOptions.defaults()));
    }
    try (Vecgo reader = Vecgo.open(store, READ_ONLY)) {
      assertThat(reader.get("k")).isPresent();
    }
  }

  @Test
  void openingThatFailedKeepsNoLock() {
    FailingStore store = new FailingStore(new MemoryStore());
    try (Vecgo writer = Vecgo.create(store, OPTIONS)) {
      writer.insert(RECORD);
      writer.commit();
      writer.insert(RECORD.withKey("l"));
      writer.delete("k");
    }
    for (int step = 1; step <= 4; step++) {
      store.failAt(step, Failure.NOTHING_DONE);
      assertThatExceptionOfType(StoreException.class)
          .as("step " + step)
          .isThrownBy(() -> Vecgo.open(store, OpenOptions.defaults()))
          .withMessageContaining("cannot open");
      try (Vecgo opened = Vecgo.open(store, OpenOptions.defaults())) {
        assertThat(opened.get("l")).isPresent();
      }
    }
  }

  @Test
  void creationThatFailedCanBeRepeated() {
    for (int step = 1; step <= 3; step++) {
      FailingStore store = new FailingStore(new MemoryStore());
      store.failAt(step, Failure.NOTHING_DONE);
      assertThatExceptionOfType(StoreException.class)
          .as("step " + step)
          .isThrownBy(() -> Vecgo.create(store, OPTIONS));
      Vecgo.create(store, OPTIONS).close();
      assertThat(store.disarm()).isFalse();
    }
  }
}
