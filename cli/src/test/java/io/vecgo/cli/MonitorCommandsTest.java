package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.monitor.MetricsServer;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands metrics and watch. */
class MonitorCommandsTest {
  private static final String METRICS =
      """
      vecgo_memtable_rows{database="products"} 12.0
      vecgo_memtable_usage_ratio{database="products"} 0.25
      vecgo_segments{database="products"} 3.0
      vecgo_queue_depth{database="products",queue="compaction_queue"} 2.0
      vecgo_backpressure_events_total{database="products"} 7.0
      vecgo_operation_latency_seconds_count{database="products",op="search",status="success"} 4
      vecgo_operation_latency_seconds_bucket{database="products",op="search",le="0.001"} 2
      vecgo_operation_latency_seconds_bucket{database="products",op="search",le="0.005"} 3
      vecgo_operation_latency_seconds_bucket{database="products",op="search",le="+Inf"} 4
      """;

  private static CommandRun watch(MetricsServer server) {
    return CommandRun.of("watch", "http://127.0.0.1:" + server.port() + "/metrics", "--once");
  }

  @Test
  void watchShowsWhatADatabaseDoes() throws IOException {
    try (MetricsServer server = new MetricsServer(0, () -> METRICS, Optional::empty)) {
      CommandRun run = watch(server);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.GOOD);
      assertThat(run.out())
          .containsPattern("database +products")
          .containsPattern("memtable +12 rows, -, 25 % full, - waiting")
          .containsPattern("segments +3 segments")
          .containsPattern("searches +4 in all, p50 <= 1.00 ms, p95 <= Infinity ms")
          .containsPattern("compaction +2 waiting")
          .containsPattern("backpressure +7 in all");
    }
  }

  @Test
  void watchLooksAgainAndAgainAndWritesNoControlsIntoAPipe() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    try (MetricsServer server =
        new MetricsServer(0, () -> looks.incrementAndGet() <= 3 ? METRICS : "", Optional::empty)) {
      String address = "http://127.0.0.1:" + server.port() + "/metrics";
      CommandRun run = CommandRun.of("watch", address, "--every", "1ms");
      assertThat(run.exitCode()).as("no database any more").isEqualTo(ExitCode.FAILED);
      assertThat(run.out().split("database +products", -1)).hasSize(4);
      assertThat(run.out()).contains("searches      0.0/s").doesNotContain("\u001b");
    }
  }

  @Test
  void watchSaysWhenNobodyAnswersOrTheAnswerTellsOfNoDatabase() throws IOException {
    int port;
    try (MetricsServer server = new MetricsServer(0, () -> "", Optional::empty)) {
      port = server.port();
      assertThat(watch(server).exitCode()).isEqualTo(ExitCode.FAILED);
    }
    CommandRun run = CommandRun.of("watch", "http://127.0.0.1:" + port + "/metrics", "--once");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("gives no metrics");
  }

  @Test
  void metricsReadsAlongAndSaysWhere(@TempDir Path directory) {
    Path path = directory.resolve("db");
    try (Vecgo writer = Vecgo.create(path, CreateOptions.of(2, Metric.L2))) {
      writer.insert(VectorRecord.of(1, 2));
      CommandRun run = CommandRun.of("metrics", path, "--port", 0, "--for", "0s");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.GOOD);
      assertThat(run.out()).matches("http://127.0.0.1:\\d+/metrics\n");
    }
  }

  @Test
  void metricsUnderLoadWritesRowsThatTheSchemaAccepts(@TempDir Path directory) {
    Path path = directory.resolve("db");
    Schema schema = Schema.parse("text:text!,tags:string[]!,year:int");
    Vecgo.create(path, CreateOptions.of(2, Metric.L2).withSchema(schema)).close();
    CommandRun run =
        CommandRun.of("metrics", path, "--port", 0, "--load", "100:100", "--for", "1s");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.GOOD);
    try (Vecgo database = Vecgo.open(path)) {
      assertThat(database.stats().totalVectors()).isPositive();
    }
  }

  @Test
  void ratesMustBeTwoNumbers(@TempDir Path directory) {
    CommandRun run = CommandRun.of("metrics", directory, "--load", "5");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("load=5: must be reads:writes a second");
  }
}
