package io.vecgo.s3;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.StoredRecord;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another process that reads a database and keeps nothing on a disk. It is told what to do by lines
 * and answers each by one; it is killed after a while, whatever happens. Confined to one thread.
 */
final class ReaderProcess implements AutoCloseable {
  private static final long LIFETIME_SECONDS = 120;

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  /** What to do. */
  enum Order {
    /** Tell what the database holds. */
    LOOK,
    /** The same, of the newest version. */
    REFRESH
  }

  /**
   * What the process has seen.
   *
   * @param keys of all records, in the order of their ids
   * @param requests that it took
   */
  record Sight(long version, List<String> keys, int requests) {
    static Sight parse(String line) {
      List<String> words = List.of(line.split(" ", -1));
      return new Sight(
          Long.parseLong(words.get(0)),
          words.subList(2, words.size()),
          Integer.parseInt(words.get(1)));
    }

    @Override
    public String toString() {
      return version + " " + requests + " " + String.join(" ", keys);
    }
  }

  ReaderProcess(URI endpoint, S3Location place) {
    try {
      this.process =
          new ProcessBuilder(command(endpoint, place))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.answers = process.inputReader();
    this.orders = process.outputWriter();
    CompletableFuture.delayedExecutor(LIFETIME_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
  }

  private static List<String> command(URI endpoint, S3Location place) {
    return List.of(
        String.join(File.separator, System.getProperty("java.home"), "bin", "java"),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        ReaderProcess.class.getName(),
        endpoint.toString(),
        place.toString());
  }

  Sight tell(Order order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the process has ended");
    }
    return Sight.parse(answer);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: its arguments are the endpoint and the address of the database. */
  public static void main(String[] arguments) throws IOException {
    FaultyHttp http = new FaultyHttp();
    S3Options options = TestServer.options(URI.create(arguments[0]));
    S3Location place = S3Location.parse(arguments[1]);
    try (Vecgo reader =
            Vecgo.open(
                S3Store.open(place, Clients.of(options, http, Clients.retries(options))),
                OpenOptions.defaults().readOnly());
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        if (Order.valueOf(order) == Order.REFRESH) {
          reader.refresh();
        }
        System.out.println(look(reader, http));
      }
    }
  }

  private static Sight look(Vecgo reader, FaultyHttp http) {
    try (Stream<StoredRecord> all = reader.scan(Filter.all())) {
      List<String> keys =
          all.map(stored -> stored.key().orElseThrow()).collect(Collectors.toList());
      return new Sight(reader.version(), keys, http.requests());
    }
  }
}
