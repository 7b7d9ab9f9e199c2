package io.vecgo.cli;

import io.vecgo.cli.monitor.Exposition;
import io.vecgo.cli.monitor.WatchView;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Style;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what databases do, live. */
@Command(
    name = "watch",
    description = {
      "Shows what the databases of a process do: memtable, segments, latencies, compaction and"
          + " backpressure, again and again until it is interrupted.",
      "",
      "Only the process that writes knows these, so it is asked for its metrics: any application"
          + " that answers them, or 'metrics DB --load'."
    },
    footer = {
      "  ${COMMAND-FULL-NAME}",
      "  ${COMMAND-FULL-NAME} http://127.0.0.1:9464/metrics --once"
    })
final class WatchCommand implements Callable<Integer> {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "Where metrics are answered (default: ${DEFAULT-VALUE}).")
  private URI address = URI.create("http://127.0.0.1:9464/metrics");

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description = "Pause between two looks (default: 2s).")
  private Duration pause = Duration.ofSeconds(2);

  @Option(names = "--once", description = "Look once, at everything since the process began.")
  private boolean once;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Exposition before = Exposition.of("");
    Duration between = Duration.ZERO;
    long start = System.nanoTime();
    while (true) {
      Exposition now = read();
      int exitCode = print(before, now, between);
      if (once || exitCode != ExitCode.GOOD || !slept()) {
        return exitCode;
      }
      before = now;
      between = Duration.ofNanos(System.nanoTime() - start);
      start = System.nanoTime();
    }
  }

  private Exposition read() throws IOException {
    URLConnection connection = address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream answer = connection.getInputStream()) {
      return Exposition.of(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new IOException(address + " gives no metrics: " + failure.getMessage(), failure);
    }
  }

  private int print(Exposition before, Exposition now, Duration between) {
    List<String> databases = now.valuesOf("database");
    if (databases.isEmpty()) {
      console.complain(address + " tells of no database");
      return ExitCode.FAILED;
    }
    if (!once && console.terminal().outStyle() == Style.ANSI) {
      console.out().print(CLEAR);
    }
    for (String database : databases) {
      new WatchView(before, now, between, database).facts().print(console);
      console.println("");
    }
    console.flush();
    return ExitCode.GOOD;
  }

  private boolean slept() {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
