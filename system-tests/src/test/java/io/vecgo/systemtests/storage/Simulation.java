package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.PendingWritesException;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.Tag;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VersionInfo;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.RecordGenerator;
import io.vecgo.testkit.disk.Crash;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A database on a simulated disk, its model, and what steps do to both. Confined to one thread. */
final class Simulation implements AutoCloseable {
  static final double TOLERANCE = 1e-5;

  private static final int DIMENSION = 3;
  private static final int KEYS = 12;
  private static final int ID_MAX = 120;
  private static final int TAGS = 3;
  private static final List<Crash> CRASHES = List.of(Crash.values());

  private final List<KeptSnapshot> snapshots = new ArrayList<>();
  private final TreeMap<String, Long> tags = new TreeMap<>();
  private final ModelDatabase model;
  private SimulatedDisk disk = new SimulatedDisk();
  private Vecgo database;
  private boolean pending;
  private Random random = new Random(0);
  private RecordGenerator records = new RecordGenerator(0, DIMENSION, KEYS);

  Simulation(Metric metric) {
    Vecgo.create(Bench.store(disk), CreateOptions.of(DIMENSION, metric)).close();
    this.database = Bench.open(disk);
    this.model = new ModelDatabase(metric);
    model.commit(database.version());
  }

  /** Does the steps, and compares all at the end. */
  void run(SimulationPlan plan) {
    for (SimulationPlan.Planned planned : plan.steps()) {
      random = new Random(planned.seed());
      records = new RecordGenerator(planned.seed(), DIMENSION, KEYS);
      planned.step().run(this);
    }
    reopen();
    assertThat(database.verify((_, _, _) -> {}).damages()).isEmpty();
  }

  // Writes

  void insert() {
    VectorRecord record = records.record();
    if (isFree(record)) {
      assertThat(database.insert(record)).isEqualTo(model.insert(record));
      pending = true;
    } else {
      assertThatThrownBy(() -> database.insert(record)).isInstanceOf(DuplicateKeyException.class);
    }
  }

  private boolean isFree(VectorRecord record) {
    return record.key().flatMap(model::get).isEmpty();
  }

  void insertMany() {
    var batch = records.batch(random.nextInt(12)).stream().filter(this::isFree).toList();
    assertThat(database.insertAll(batch)).isEqualTo(model.insertAll(batch));
    pending |= !batch.isEmpty();
  }

  void upsert() {
    var batch = records.batch(1 + random.nextInt(6));
    assertThat(database.upsertAll(batch)).isEqualTo(model.upsertAll(batch));
    pending = true;
  }

  void deleteById() {
    long id = anyId();
    boolean deleted = model.delete(id);
    assertThat(database.delete(id)).isEqualTo(deleted);
    pending |= deleted;
  }

  private long anyId() {
    return 1L + random.nextInt(ID_MAX);
  }

  void deleteByKey() {
    String key = records.key();
    boolean deleted = model.delete(key);
    assertThat(database.delete(key)).isEqualTo(deleted);
    pending |= deleted;
  }

  void deleteByFilter() {
    Filter filter = Filter.and(records.filter(), records.filter());
    long deleted = model.delete(filter);
    assertThat(database.delete(filter)).isEqualTo(deleted);
    pending |= deleted > 0;
  }

  // Reads

  void get() {
    long id = anyId();
    String key = records.key();
    DatabaseAssertions.assertSame(database.get(id), model.get(id), "by id " + id);
    DatabaseAssertions.assertSame(database.get(key), model.get(key), "by " + key);
  }

  void search() {
    Query query = records.query();
    model.assertAnswers(query, database.search(query.exact()).hits(), TOLERANCE);
    model.assertAnswers(query, database.search(query).hits(), TOLERANCE);
  }

  void count() {
    Filter filter = records.filter();
    assertThat(database.count(filter)).isEqualTo(model.count(filter));
    assertThat(database.count(Filter.all())).isEqualTo(model.count());
  }

  void takeSnapshot() {
    snapshots.add(new KeptSnapshot(database.snapshot(), model.copy()));
  }

  void readSnapshot() {
    if (!snapshots.isEmpty()) {
      read(snapshots.get(random.nextInt(snapshots.size())));
    }
  }

  private void read(KeptSnapshot snapshot) {
    snapshot.assertHolds(anyId(), records.query());
  }

  private void releaseSnapshots() {
    snapshots.forEach(this::read);
    snapshots.forEach(KeptSnapshot::close);
    snapshots.clear();
  }

  // Versions

  void commit() {
    model.commit(database.commit().version());
    pending = false;
  }

  void compact() {
    model.carryOver(database.compact().version());
  }

  void rollback() {
    long version = anyVersion();
    if (pending) {
      assertThatThrownBy(() -> database.rollback(version))
          .isInstanceOf(PendingWritesException.class);
    } else {
      model.rollback(version, database.rollback(version).version());
    }
  }

  private long anyVersion() {
    List<Long> versions = versions();
    return versions.get(random.nextInt(versions.size()));
  }

  private List<Long> versions() {
    return database.versions().stream().map(VersionInfo::number).toList();
  }

  void openOldVersion() {
    long version = anyVersion();
    OpenOptions options = OpenOptions.defaults().atVersion(version);
    try (Vecgo old = Vecgo.open(Bench.store(disk), options)) {
      DatabaseAssertions.assertHolds(old, model.at(version), "at version " + version);
    }
  }

  void tag() {
    String name = anyTag();
    if (!tags.containsKey(name)) {
      long version = anyVersion();
      assertThat(database.tag(name, version)).isEqualTo(new Tag(name, version));
      tags.put(name, version);
    }
  }

  void untag() {
    String name = anyTag();
    assertThat(database.untag(name)).isEqualTo(tags.remove(name) != null);
  }

  private String anyTag() {
    return "tag-" + random.nextInt(TAGS);
  }

  void vacuum() {
    int newest = 1 + random.nextInt(3);
    List<Long> before = versions();
    Set<Long> kept =
        new TreeSet<>(before.subList(Math.max(0, before.size() - newest), before.size()));
    kept.addAll(tags.values());
    VacuumReport report =
        database.vacuum(new RetentionPolicy(newest, Duration.ZERO, Duration.ZERO));
    assertThat(report.versions()).hasSize(before.size() - kept.size());
    assertThat(versions()).containsExactlyElementsOf(kept);
  }

  // Ends

  void reopen() {
    releaseSnapshots();
    database.close();
    model.commit(database.version());
    openAgain("after it was closed");
  }

  void reopenWithoutCommit() {
    releaseSnapshots();
    database.closeDiscarding();
    model.discard();
    openAgain("after it was closed without a commit");
  }

  private void openAgain(String when) {
    database = Bench.open(disk);
    pending = false;
    assertHoldsAll(when);
  }

  private void assertHoldsAll(String when) {
    DatabaseAssertions.assertHolds(database, model, when);
    assertThat(database.tags())
        .containsExactlyInAnyOrderElementsOf(
            tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList());
  }

  /** The power goes. Of what is not synced anything may be left. */
  void crash() {
    long version = database.version();
    recover(disk.powerCut(_ -> random.nextBoolean()), version, version);
  }

  /** A step is done, but the power goes at one of the changes of the disk that it makes. */
  void crashIn(Consumer<Simulation> step) {
    long before = database.version();
    int from = disk.changes();
    step.accept(this);
    long after = database.version();
    int changes = disk.changes() - from;
    if (changes > 0) {
      int change = from + random.nextInt(changes);
      Crash crash = CRASHES.get(random.nextInt(CRASHES.size()));
      disk.crashed(change, crash).ifPresent(left -> recover(left, before, after));
    }
  }

  /** Opens what a crash has left. */
  private void recover(SimulatedDisk left, long before, long after) {
    releaseSnapshots();
    database.closeDiscarding();
    disk = left;
    database = Bench.open(disk);
    pending = false;
    assertThat(database.version()).isBetween(before, after);
    model.crash(database.version());
    assertHoldsAll("after a crash");
  }

  @Override
  public void close() {
    snapshots.forEach(KeptSnapshot::close);
    database.closeDiscarding();
  }
}
