package io.vecgo.cli.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code /metrics}, and {@code /healthz} with 200 or 503, on the loopback address and
 * nowhere else. Answers come from threads of its own, several at once.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Begins to answer.
   *
   * @param port 0 for any that is free
   * @param metrics gives the text of all metrics
   * @param problem what is wrong, if anything is
   */
  public MetricsServer(int port, Supplier<String> metrics, Supplier<Optional<String>> problem)
      throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/metrics", exchange -> answer(exchange, OK, METRICS_TYPE, metrics.get()));
    server.createContext("/healthz", exchange -> answerHealth(exchange, problem.get()));
    server.setExecutor(threads);
    server.start();
  }

  private static void answerHealth(HttpExchange exchange, Optional<String> problem)
      throws IOException {
    int status = problem.isEmpty() ? OK : UNAVAILABLE;
    answer(exchange, status, "text/plain; charset=utf-8", problem.orElse("healthy") + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends at once; answers under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
