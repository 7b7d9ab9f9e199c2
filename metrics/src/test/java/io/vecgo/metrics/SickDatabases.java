package io.vecgo.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.ResourceController;
import io.vecgo.ResourceLimits;
import io.vecgo.Vecgo;
import io.vecgo.model.BackpressureException;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.RecallSampling;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import io.vecgo.testkit.FarStore;
import io.vecgo.testkit.disk.Fault;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Real databases, in each of which something goes wrong that the alert rules look for, and one that
 * is well. Their observers are told by the databases, never by the test.
 */
final class SickDatabases implements AutoCloseable {
  /** Which alert fires of which database. */
  static final Map<String, String> ALERTS =
      Map.ofEntries(
          Map.entry("VecgoBackpressure", "stuck"),
          Map.entry("VecgoWritePressure", "stuck"),
          Map.entry("VecgoCommitsFailing", "stuck"),
          Map.entry("VecgoCorruption", "damaged"),
          Map.entry("VecgoCompactionsFailing", "damaged"),
          Map.entry("VecgoSegmentsMissing", "incomplete"),
          Map.entry("VecgoCompactionBehind", "behind"),
          Map.entry("VecgoDiskNearlyFull", "tight"),
          Map.entry("VecgoHighLatency", "slow"),
          Map.entry("VecgoPoorPruning", "unsorted"),
          Map.entry("VecgoMemoryShort", "crammed"),
          Map.entry("VecgoLowRecall", "hasty"));

  private static final Query QUERY = Query.of(1, 2);

  /** Files of up to a megabyte are read whole. */
  private static final int CRAMMED_PAYLOAD_BYTES = 1_000_000;

  private static final int CRAMMED_SEGMENTS = 16;
  private static final int HASTY_DIMENSION = 16;
  private static final int HASTY_ROWS = 2_000;

  private final MeterRegistry registry;
  private final Path directory;
  private final List<Runnable> closings = new ArrayList<>();
  private final List<Runnable> troubles = new ArrayList<>();

  SickDatabases(MeterRegistry registry, Path directory) throws IOException {
    this.registry = registry;
    this.directory = directory;
    addStuck();
    addDamaged();
    addIncomplete();
    addBehind();
    addTight();
    addSlow();
    addUnsorted();
    addCrammed();
    addHasty();
    addHealthy();
  }

  /** Lets everything go wrong once more. */
  void provoke() {
    troubles.forEach(Runnable::run);
  }

  private OpenOptions observed(String name) {
    return OpenOptions.defaults().observedBy(new MicrometerObserver(registry, name));
  }

  private static CreateOptions create() {
    return CreateOptions.of(2, Metric.L2);
  }

  private Vecgo kept(Vecgo database) {
    closings.add(database::closeDiscarding);
    return database;
  }

  private Vecgo open(BlobStore store, OpenOptions options) {
    Vecgo.create(store, create()).close();
    return kept(Vecgo.open(store, options));
  }

  /** The disk is full: commits fail, memtables fill, writes are refused. */
  private void addStuck() throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    OpenOptions impatient =
        observed("stuck")
            .memtableBytes(20_000)
            .frozenMemtablesMax(1)
            .writerPatience(Duration.ZERO)
            .retryPauses(Duration.ofMillis(10), Duration.ofMillis(100));
    Vecgo database = open(LocalStore.open(disk.directory().resolve("db")), impatient);
    disk.failFrom(disk.operations(), Fault.DISK_FULL);
    troubles.add(() -> insertUntilRefused(database));
  }

  private static void insertUntilRefused(Vecgo database) {
    try {
      while (true) {
        database.insert(VectorRecord.of(1, 2));
      }
    } catch (BackpressureException _) {
      // As it should be.
    }
  }

  /** A byte of a segment is not what was written: searches and merges meet it. */
  private void addDamaged() throws IOException {
    Path home = committedTwice("damaged");
    byte[] bytes = Files.readAllBytes(home.resolve("segment-1.bin"));
    bytes[64] ^= 1;
    Files.write(home.resolve("segment-1.bin"), bytes);
    Vecgo database = kept(Vecgo.open(home, observed("damaged").withoutAutomaticCompaction()));
    troubles.add(() -> meetsDamage(() -> database.search(QUERY)));
    troubles.add(() -> meetsDamage(database::compact));
  }

  private static void meetsDamage(Runnable operation) {
    try {
      operation.run();
      throw new AssertionError("the damage was not noticed");
    } catch (CorruptException _) {
      // As it should be.
    }
  }

  private Path committedTwice(String name) {
    Path home = directory.resolve(name);
    try (Vecgo database =
        Vecgo.create(home, create(), OpenOptions.defaults().withoutAutomaticCompaction())) {
      database.insert(VectorRecord.of(1, 2));
      database.commit();
      database.insert(VectorRecord.of(3, 4));
    }
    return home;
  }

  /** The file of a segment is gone. */
  private void addIncomplete() throws IOException {
    Path home = committedTwice("incomplete");
    Files.delete(home.resolve("segment-1.bin"));
    kept(Vecgo.open(home, observed("incomplete").withoutAutomaticCompaction()));
  }

  /** Merges are allowed one byte a second, and commits go on. */
  private void addBehind() {
    Vecgo database = open(new MemoryStore(), observed("behind").compactionBytesPerSecond(1));
    for (int i = 0; i < 20; i++) {
      database.insert(VectorRecord.of(i, i));
      database.commit();
    }
  }

  /** The store says how full its volume is: no test can fill one. */
  private void addTight() {
    BlobStore tight =
        new ForwardingStore(new MemoryStore()) {
          @Override
          public Optional<DiskSpace> space() {
            return Optional.of(new DiskSpace(90L << 30, 10L << 30));
          }
        };
    open(tight, observed("tight"));
  }

  /** Each search is the first one after an opening, over a store that is far away. */
  private void addSlow() {
    FarStore far = new FarStore("far", new FarStore.Delay(Duration.ofMillis(110), Long.MAX_VALUE));
    try (Vecgo database = Vecgo.create(far, create())) {
      database.insert(VectorRecord.of(1, 2));
    }
    OpenOptions reader = observed("slow").readOnly();
    troubles.add(() -> {
      try (Vecgo database = Vecgo.open(far, reader)) {
        database.search(QUERY);
      }
    });
  }

  /** Rows of all values lie in each segment, so that no filter passes over one. */
  private void addUnsorted() {
    Vecgo database = open(new MemoryStore(), observed("unsorted").withoutAutomaticCompaction());
    for (int i = 0; i < 5; i++) {
      database.insert(VectorRecord.of(1, 2).with("a", 1));
      database.insert(VectorRecord.of(1, 2).with("a", 2));
      database.commit();
    }
    troubles.add(() -> database.search(QUERY.filter(Filter.parse("a = 1"))));
  }

  /** What its searches need of files far away takes nearly all of the budget. */
  private void addCrammed() {
    FarStore far = new FarStore("crammed");
    OpenOptions unmerged = OpenOptions.defaults().withoutAutomaticCompaction();
    try (Vecgo database = Vecgo.create(far, create(), unmerged)) {
      for (int i = 0; i < CRAMMED_SEGMENTS; i++) {
        database.insert(VectorRecord.of(i, i).withPayload(new byte[CRAMMED_PAYLOAD_BYTES]));
        database.commit();
      }
    }
    ResourceController small = resources(ResourceLimits.MEMORY_BYTES_MIN);
    Vecgo database = kept(Vecgo.open(far, observed("crammed").readOnly().resources(small)));
    troubles.add(() -> database.search(QUERY.k(CRAMMED_SEGMENTS)));
  }

  private static ResourceController resources(long memoryBytes) {
    return new ResourceController(ResourceLimits.none().memoryBytes(memoryBytes));
  }

  /** Walks through a sparse graph look at one row at a time. */
  private void addHasty() {
    IndexSettings sparse = new IndexSettings(4, 8, new Quantization.None());
    Random random = new Random(5);
    Vecgo database =
        kept(
            Vecgo.create(
                new MemoryStore(),
                CreateOptions.of(HASTY_DIMENSION, Metric.L2).withIndex(sparse),
                observed("hasty").recallSampling(new RecallSampling(1, 1))));
    database.insertAll(
        Stream.generate(() -> VectorRecord.of(vector(random))).limit(HASTY_ROWS).toList());
    database.commit();
    troubles.add(() -> {
      for (int i = 0; i < 20; i++) {
        database.search(Query.of(vector(random)).k(1).ef(1));
      }
    });
  }

  private static float[] vector(Random random) {
    float[] vector = new float[HASTY_DIMENSION];
    for (int i = 0; i < HASTY_DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** It does all that the others do, and nothing goes wrong. */
  private void addHealthy() {
    Vecgo database = open(new MemoryStore(), observed("healthy").resources(resources(64 << 20)));
    troubles.add(() -> {
      database.insert(VectorRecord.of(1, 2).with("a", 1));
      database.commit();
      database.search(QUERY);
      database.compact();
      database.vacuum(RetentionPolicy.newest(1));
    });
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }
}
