package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.MetricsObserver.Backpressure;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.QueryStats;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus reads the meters of a database under load and fires each alert when its
 * condition is provoked. Windows of the rules are shortened from minutes to seconds. Needs
 * Prometheus.
 */
@Tag("prometheus")
class PrometheusTest {
  private static final Pattern ALERT_NAME = Pattern.compile("\"alertname\":\"(\\w+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerObserver observer = new MicrometerObserver(registry, "demo");

  @Test
  void everyAlertFiresWhenItsConditionIsProvoked(@TempDir Path directory)
      throws IOException, InterruptedException {
    Program.assumeInstalled("prometheus");
    new MicrometerObserver(registry, "ill").onOpen(Opened.DATABASE, PrometheusTest::ill);
    Path databaseDirectory = directory.resolve("db");
    Vecgo.create(databaseDirectory, CreateOptions.of(2, Metric.L2)).close();
    OpenOptions options = OpenOptions.defaults().observedBy(observer);
    try (Exporter exporter = new Exporter(registry::scrape);
        Vecgo database = Vecgo.open(databaseDirectory, options)) {
      int port = freePort();
      Process prometheus = prometheus(directory, port, exporter.port());
      try {
        awaitAlerts(database, port, Promql.alerts(ShippedFile.RULES.text()));
      } finally {
        prometheus.destroy();
        prometheus.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Full memtables and volume, a merge that waits, a segment that is missing. */
  private static DatabaseStats ill() {
    MissingSegment missing =
        new MissingSegment("segment-2.bin", 7, 1, 7, MissingSegment.Reason.NO_FILE, "no file");
    return new DatabaseStats(
        5,
        0,
        0,
        0,
        0,
        0,
        95,
        OptionalLong.of(100),
        List.of(),
        List.of(missing),
        Optional.empty(),
        Optional.of(new DiskSpace(90, 10)),
        LatencyStats.NONE,
        Optional.empty(),
        new BackgroundStats(
            95, 100, 2, 3, Duration.ofHours(1), 0, 0, 0, 0, 0, Set.of(), Optional.empty()),
        MemoryStats.NONE,
        BlockCacheStats.NONE);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process prometheus(Path directory, int port, int exporterPort) throws IOException {
    String rules =
        ShippedFile.RULES
            .text()
            .replaceAll("\\[\\d+m]", "[5s]")
            .replaceAll("for: \\d+m", "for: 1s");
    Files.writeString(directory.resolve("rules.yml"), rules);
    Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: demo
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(exporterPort));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=tsdb",
            "--web.listen-address=127.0.0.1:" + port)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  /** Uses the database, and tells of what goes wrong besides, until all alerts fire. */
  private void awaitAlerts(Vecgo database, int port, List<String> alerts)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    TreeSet<String> firing = new TreeSet<>();
    while (!firing.containsAll(alerts) && Instant.now().isBefore(end)) {
      database.insert(VectorRecord.of(1, 2).with("a", 1));
      database.insert(VectorRecord.of(1, 2).with("a", 2));
      database.search(Query.of(1, 2).filter(Filter.parse("a = 1"))); // nothing can be pruned
      provoke();
      TimeUnit.MILLISECONDS.sleep(100); // the time of another process cannot be owned
      firing.addAll(firing(port));
    }
    assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts);
  }

  private void provoke() {
    Duration slow = Duration.ofMillis(200);
    StoreException failure = new StoreException("failed", new IOException("no room"));
    observer.onSearch(new QueryStats(1, 0, slow, Duration.ZERO, List.of()));
    observer.onBackpressure(Reason.FROZEN_MEMTABLES, slow, Backpressure.ADMITTED);
    observer.onFailure(Operation.COMMIT, slow, failure);
    observer.onFailure(Operation.COMPACTION, slow, failure);
    observer.onCorruption(
        Operation.SEARCH,
        new CorruptException(
            "segment-1.bin", "VECTORS", 0, "checksum mismatch", "1", "2", "repair"));
  }

  private static List<String> firing(int port) {
    String query = URLEncoder.encode("ALERTS{alertstate=\"firing\"}", StandardCharsets.UTF_8);
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
    try (InputStream response = uri.toURL().openStream()) {
      String text = new String(response.readAllBytes(), StandardCharsets.UTF_8);
      return ALERT_NAME.matcher(text).results().map(match -> match.group(1)).toList();
    } catch (IOException _) {
      return List.of(); // it is still starting
    }
  }
}
