package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus reads the meters of real databases and fires each alert of the one in which its
 * condition is brought about. Windows of the rules are shortened from minutes to seconds. Needs
 * Prometheus.
 */
@Tag("prometheus")
class PrometheusTest {
  private static final Pattern FIRING =
      Pattern.compile("\"alertname\":\"(\\w+)\"[^}]*\"database\":\"(\\w+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void everyAlertFiresForTheDatabaseInWhichItsConditionIs(@TempDir Path directory)
      throws IOException, InterruptedException {
    Program.assumeInstalled("prometheus");
    try (Exporter exporter = new Exporter(registry::scrape);
        SickDatabases databases = new SickDatabases(registry, directory)) {
      int port = freePort();
      Process prometheus = prometheus(directory, port, exporter.port());
      try {
        awaitAlerts(databases, port);
      } finally {
        prometheus.destroy();
        prometheus.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  /** No alert is left out. */
  @Test
  void everyAlertHasADatabase() throws IOException {
    assertThat(SickDatabases.ALERTS.keySet())
        .containsExactlyInAnyOrderElementsOf(Promql.alerts(ShippedFile.RULES.text()));
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

  /** Makes it happen again and again until all alerts fire, and those that must not do not. */
  private static void awaitAlerts(SickDatabases databases, int port) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    Set<String> awaited = new TreeSet<>();
    SickDatabases.ALERTS.forEach((alert, database) -> awaited.add(alert + " " + database));
    Set<String> fired = new TreeSet<>();
    while (!fired.containsAll(awaited) && Instant.now().isBefore(end)) {
      databases.provoke();
      TimeUnit.MILLISECONDS.sleep(100); // the time of another process cannot be owned
      fired.addAll(firing(port));
    }
    fired.remove("VecgoHighLatency healthy"); // a machine may be busy with something else
    assertThat(fired).containsAll(awaited).noneMatch(alert -> alert.endsWith(" healthy"));
  }

  private static Set<String> firing(int port) {
    String query = URLEncoder.encode("ALERTS{alertstate=\"firing\"}", StandardCharsets.UTF_8);
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
    Set<String> firing = new TreeSet<>();
    try (InputStream response = uri.toURL().openStream()) {
      Matcher alert = FIRING.matcher(new String(response.readAllBytes(), StandardCharsets.UTF_8));
      while (alert.find()) {
        firing.add(alert.group(1) + " " + alert.group(2));
      }
    } catch (IOException _) {
      // It is still starting.
    }
    return firing;
  }
}
