package io.vecgo.benchmarks;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.store.LocalStore;
import io.vecgo.testkit.FarStore;
import io.vecgo.testkit.FarStore.Delay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A database far away beside the same one in a local directory: what opening it and the first
 * searches ask of the store, and how long searches take once all that they need is near. The store
 * is simulated: each request takes a while, and its answer comes at some speed.
 */
final class RemoteBenchmark implements AutoCloseable {
  private static final String USAGE =
      "usage: remote <folder of base.fvecs.gz, query.fvecs.gz, gt.ivecs.gz> <metric>"
          + " [milliseconds a request, 30] [segments, 4]";

  private static final long BYTES_PER_SECOND = 100_000_000;
  private static final long CACHE_BYTES = 10L << 30;
  private static final int K = 10;
  private static final int WARM_ROUNDS = 20;
  private static final OpenOptions READER = OpenOptions.defaults().readOnly();

  private final DataSet data;
  private final Metric metric;
  private final Path folder;
  private final FarStore far;
  private final List<Way> ways = new ArrayList<>();

  private RemoteBenchmark(DataSet data, Metric metric, Duration latency) throws IOException {
    this.data = data;
    this.metric = metric;
    this.folder = Files.createTempDirectory("remote-");
    this.far = new FarStore("far", new Delay(latency, BYTES_PER_SECOND));
  }

  static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println(USAGE);
      System.exit(2);
    }
    long millis = arguments.length > 2 ? Long.parseLong(arguments[2]) : 30;
    int segments = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4;
    DataSet data = DataSet.in(Path.of(arguments[0]));
    Metric metric = Metric.parse(arguments[1]);
    try (RemoteBenchmark benchmark = new RemoteBenchmark(data, metric, Duration.ofMillis(millis))) {
      benchmark.create(segments);
      System.out.printf(
          "%d rows x %d in %d segments, %d ms a request, %d MB/s%n%n",
          data.base().size(), data.dimension(), segments, millis, BYTES_PER_SECOND / 1_000_000);
      benchmark.openAll();
      benchmark.compareWarm();
    }
  }

  /** In a local directory, and a copy far away. */
  private void create(int segments) {
    OpenOptions manual =
        OpenOptions.defaults().withoutAutomaticCompaction().memtableBytes(Long.MAX_VALUE);
    CreateOptions created = CreateOptions.of(data.dimension(), metric);
    int rows = Math.ceilDiv(data.base().size(), segments);
    try (Vecgo database = Vecgo.create(local(), created, manual)) {
      for (int from = 0; from < data.base().size(); from += rows) {
        List<float[]> part = data.base().subList(from, Math.min(data.base().size(), from + rows));
        database.insertAll(part.stream().map(VectorRecord::of).toList());
        database.commit();
      }
      database.backup(far, (_, _, _) -> {});
    }
  }

  private Path local() {
    return folder.resolve("local");
  }

  private BlobStore cached() throws IOException {
    return CachedStore.over(far, folder.resolve("cache"), CACHE_BYTES);
  }

  /** The local one first, which warms up what they share: code that is compiled. */
  private void openAll() throws IOException {
    System.out.println(
        "                       open                first search                all, one after other");
    System.out.println(
        "                       requests      ms    requests      MB        ms    requests      MB");
    Way local = open("local", LocalStore.open(local()), READER);
    warmUp(local);
    keep(local);
    keep(open("local, not mapped", LocalStore.open(local()), READER.withoutMapping()));
    keep(open("blocks, 256 MiB", far, READER));
    open("blocks, 32 MiB", far, READER.blockCacheSize(32 << 20)).close();
    open("disk cache, empty", cached(), READER).close();
    keep(open("disk cache, restarted", cached(), READER));
  }

  private void keep(Way way) {
    ways.add(way);
  }

  private void warmUp(Way way) {
    for (int round = 0; round < WARM_ROUNDS; round++) {
      way.searchAll();
    }
    Arrays.fill(way.bestNanos, Long.MAX_VALUE);
  }

  private Way open(String name, BlobStore store, OpenOptions options) {
    Cost opening = new Cost();
    Way way = new Way(name, Vecgo.open(store, options));
    String opened = opening.requestsAndMillis();
    Cost searching = new Cost();
    way.search(0);
    String first = searching.requestsBytesAndMillis();
    Cost rest = new Cost();
    way.searchAll();
    System.out.printf("%-22s%s    %s    %s%n", name, opened, first, rest.requestsAndBytes());
    return way;
  }

  /** What something takes, from its beginning. */
  private final class Cost {
    private final long start;

    Cost() {
      far.requests();
      far.bytesRead();
      this.start = System.nanoTime();
    }

    private String millis() {
      return "%8.1f".formatted((System.nanoTime() - start) / 1e6);
    }

    private String requests() {
      return "%9d".formatted(far.requests());
    }

    String requestsAndMillis() {
      String millis = millis();
      return requests() + millis;
    }

    String requestsAndBytes() {
      return requests() + "%8.1f".formatted(far.bytesRead() / 1e6);
    }

    String requestsBytesAndMillis() {
      String millis = millis();
      return requestsAndBytes() + "  " + millis;
    }
  }

  /** An open database, and how long each query took at its best. */
  private final class Way implements AutoCloseable {
    private final String name;
    private final Vecgo database;
    private final long[] bestNanos = new long[data.queries().size()];
    private long requests;

    Way(String name, Vecgo database) {
      this.name = name;
      this.database = database;
      Arrays.fill(bestNanos, Long.MAX_VALUE);
    }

    void search(int query) {
      Query asked = Query.of(data.queries().get(query)).k(K).returning();
      long start = System.nanoTime();
      database.search(asked);
      bestNanos[query] = Math.min(bestNanos[query], System.nanoTime() - start);
    }

    void searchAll() {
      for (int query = 0; query < bestNanos.length; query++) {
        search(query);
      }
    }

    void searchAllCounting() {
      far.requests();
      searchAll();
      requests += far.requests();
    }

    double micros(double share) {
      long[] sorted = bestNanos.clone();
      Arrays.sort(sorted);
      return sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }

    @Override
    public void close() {
      database.close();
    }
  }

  /** Ways take turns, so that what disturbs one disturbs the others too. */
  private void compareWarm() {
    for (int round = 0; round < WARM_ROUNDS; round++) {
      ways.forEach(Way::searchAllCounting);
    }
    System.out.println(
        "\nwarm, best of turns     p50 us  / local    p99 us  / local  requests a search");
    Way local = ways.getFirst();
    for (Way way : ways) {
      System.out.printf(
          Locale.ROOT,
          "%-22s%8.1f%9.2f%10.1f%9.2f%19.3f%n",
          way.name,
          way.micros(0.5),
          way.micros(0.5) / local.micros(0.5),
          way.micros(0.99),
          way.micros(0.99) / local.micros(0.99),
          (double) way.requests / (WARM_ROUNDS * data.queries().size()));
    }
  }

  /** Closes the databases and deletes what was written. */
  @Override
  public void close() throws IOException {
    ways.forEach(Way::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
