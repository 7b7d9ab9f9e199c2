package io.vecgo.cli.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private Optional<String> problem = Optional.empty();
  private final MetricsServer server;

  MetricsServerTest() throws IOException {
    server = new MetricsServer(0, () -> "vecgo_vectors 1.0\n", () -> problem);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private record Answer(int status, String type, String text) {}

  private Answer get(String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, connection.getContentType(), text);
    }
  }

  @Test
  void metricsAreAnsweredInTheTextFormOfPrometheus() throws IOException {
    Answer answer = get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("text/plain; version=0.0.4");
    assertThat(answer.text()).isEqualTo("vecgo_vectors 1.0\n");
  }

  @Test
  void healthIsAStatusAndAReason() throws IOException {
    assertThat(get("/healthz").status()).isEqualTo(200);
    assertThat(get("/healthz").text()).isEqualTo("healthy\n");
    problem = Optional.of("low disk space");
    assertThat(get("/healthz").status()).isEqualTo(503);
    assertThat(get("/healthz").text()).isEqualTo("low disk space\n");
  }
}
