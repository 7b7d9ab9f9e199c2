package io.vecgo.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.monitor.Load;
import io.vecgo.cli.monitor.MetricsServer;
import io.vecgo.cli.output.CommandLog;
import io.vecgo.cli.output.Console;
import io.vecgo.metrics.MicrometerObserver;
import io.vecgo.observe.RecallSampling;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves the metrics of a database. */
@Command(
    name = "metrics",
    description = {
      "Serves /metrics for Prometheus and /healthz, on 127.0.0.1, until it is interrupted.",
      "",
      "With --load it opens the database for writing, and searches and writes random vectors under"
          + " keys that begin with load-: a demonstration. Without, it reads along with the newest"
          + " version; what only a writer knows is 0 then."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db",
      "  ${COMMAND-FULL-NAME} ./db --port 9464 --load 200:50"
    })
final class MetricsCommand implements Runnable {
  private static final int PORT = 9464;
  private static final RecallSampling SAMPLING = new RecallSampling(0.1, 0.1);

  private final Console console;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen, 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port = PORT;

  @Option(
      names = "--load",
      paramLabel = "READS:WRITES",
      converter = Arguments.ToRates.class,
      description = "Search and write so often a second.")
  private Load.@Nullable Rates rates;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description = "End after this time, as 90s or 15m (default: never).")
  private @Nullable Duration time;

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CommandLog.everythingOfNote();
    Optional<Load.Rates> load = Optional.ofNullable(rates);
    OpenOptions options =
        OpenOptions.defaults()
            .observedBy(new MicrometerObserver(registry, database.name()))
            .recallSampling(SAMPLING);
    OpenOptions access = load.isPresent() ? options : options.readOnly();
    try (Vecgo db = Vecgo.open(database.store(), access)) {
      Supplier<String> metrics = load.isPresent() ? registry::scrape : () -> scrapeNewest(db);
      serve(db, metrics, load);
    }
  }

  private String scrapeNewest(Vecgo db) {
    db.refresh();
    return registry.scrape();
  }

  private void serve(Vecgo db, Supplier<String> metrics, Optional<Load.Rates> load) {
    Supplier<Optional<String>> problem =
        () -> db.health().reason().map(reason -> reason.check().advice());
    try (MetricsServer server = new MetricsServer(port, metrics, problem);
        Load _ = new Load(db, load.orElse(new Load.Rates(0, 0)))) {
      console.println("http://127.0.0.1:%d/metrics".formatted(server.port()));
      console.flush();
      await(Optional.ofNullable(time));
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "port=%d: cannot listen there: %s".formatted(port, failure.getMessage()), failure);
    }
  }

  /** Ends when the time is over or the process is interrupted. */
  private static void await(Optional<Duration> time) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      if (time.isPresent()) {
        boolean _ = never.await(time.get().toMillis(), TimeUnit.MILLISECONDS);
      } else {
        never.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
