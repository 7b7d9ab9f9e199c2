package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.Main;
import io.vecgo.model.Filter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gaul.s3proxy.junit.S3ProxyJunitCore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** The commands of docs/guide/object-stores.md do what the page says. */
class ObjectStoreGuideTest {
  private static final String BUCKET = "bucket";
  private static final S3ProxyJunitCore SERVER =
      new S3ProxyJunitCore.Builder()
          .withCredentials("access", "secret")
          .withBlobStoreProvider("transient-nio2")
          .build();
  private static final String ENDPOINT = "aws.endpointUrlS3";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "aws.region",
          "eu-central-1",
          "aws.accessKeyId",
          "access",
          "aws.secretAccessKey",
          "secret");

  @TempDir private Path directory;

  private record Run(int exitCode, String out) {}

  @BeforeAll
  static void startServer() throws Exception {
    SERVER.beforeEach();
    URI endpoint = Objects.requireNonNull(SERVER.getUri());
    System.setProperty(ENDPOINT, endpoint.toString());
    ENVIRONMENT.forEach(System::setProperty);
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .credentialsProvider(SystemPropertyCredentialsProvider.create())
            .build()) {
      client.createBucket(create -> create.bucket(BUCKET));
    }
  }

  @AfterAll
  static void stopServer() {
    System.clearProperty(ENDPOINT);
    ENVIRONMENT.keySet().forEach(System::clearProperty);
    SERVER.afterEach();
  }

  private static List<String> commands() throws IOException {
    Path guide = Repository.root().resolve("docs/guide/object-stores.md");
    return Files.readAllLines(guide).stream().filter(line -> line.startsWith("vecgo ")).toList();
  }

  private Run run(String command) {
    StringWriter out = new StringWriter();
    String[] arguments =
        List.of(command.split(" ", -1)).stream()
            .skip(1)
            .map(word -> word.startsWith("./") ? directory.resolve(word).toString() : word)
            .toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(out), arguments);
    return new Run(exitCode, out.toString());
  }

  @Test
  void commandsOfThePageWorkOnAddresses() throws IOException {
    Files.writeString(
        directory.resolve("rows.jsonl"), "{\"vector\": [1, 2]}\n{\"vector\": [3, 4]}\n");
    List<Run> runs = commands().stream().map(this::run).toList();
    assertThat(runs).allSatisfy(run -> assertThat(run.exitCode()).as(run.out()).isZero());
    assertThat(runs.get(2).out()).contains("live vectors  2");
    assertThat(runs.get(3).out()).contains("copied version 2", "2 files");
    assertThat(runs.get(5).out()).contains("copied version 2", "0 files");
    try (Vecgo copy = Vecgo.open(directory.resolve("copy"), OpenOptions.defaults().readOnly())) {
      assertThat(copy.count(Filter.all())).isEqualTo(2);
    }
  }

  @Test
  void placeWithoutADatabaseIsNamed() {
    Run stats = run("vecgo stats s3://bucket/nothing");
    assertThat(stats.exitCode()).isEqualTo(1);
    assertThat(stats.out()).contains("no database in s3://bucket/nothing");
  }

  @Test
  void addressWithoutABucketIsABadArgument() {
    assertThat(run("vecgo stats s3:///nothing").exitCode()).isEqualTo(2);
  }
}
