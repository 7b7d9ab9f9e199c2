package io.vecgo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example is compiled and run as it stands there. */
class ExamplesTest {
  @TempDir private static Path classes;

  @TempDir private Path work;

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(Repository.root().resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @BeforeAll
  static void compile() throws IOException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-Xlint:all,-path", "-Werror", "-d", classes.toString()));
    options.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    sources().forEach(source -> options.add(source.toString()));
    String[] arguments = options.toArray(String[]::new);
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
  }

  private String run(String example) throws ReflectiveOperationException, IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, UTF_8));
      Method main = loader.loadClass(example).getMethod("main", String[].class);
      main.invoke(null, (Object) new String[] {work.resolve("db").toString()});
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  @Test
  void basic() throws Exception {
    assertThat(run("Basic").lines()).hasSize(3).last().asString().isEqualTo("durable as version 2");
  }

  @Test
  void bulkLoad() throws Exception {
    assertThat(run("BulkLoad")).contains("4,000 rows in 1 segment", "5 hits");
  }

  @Test
  void modern() throws Exception {
    assertThat(run("Modern").lines())
        .containsExactly(
            "song-9 of 2009",
            "song-10 of 2010",
            "song-11 of 2011",
            "page of 5",
            "page of 5",
            "page of 2",
            "within 3: 4",
            "nearest by Grace: song-10",
            "nearest by Ada: song-9");
  }

  @Test
  void explain() throws Exception {
    assertThat(run("Explain"))
        .contains("segments pruned: 3", "vectors compared: 100", "pruned by statistics 3");
  }

  @Test
  void observability() throws Exception {
    assertThat(run("Observability"))
        .contains("vecgo_vectors{database=\"products\"} 100.0", "SEARCH_LATENCY");
  }

  @Test
  void timeTravel() throws Exception {
    assertThat(run("TimeTravel").lines())
        .containsExactly(
            "by number: first",
            "by time: first",
            "current: second",
            "rolled back: first",
            "versions kept: 1");
  }

  @Test
  void rag() throws Exception {
    assertThat(run("Rag"))
        .contains("A commit writes immutable segment files", "Question: What does a commit write?");
  }

  @Test
  void cloudTiered() throws Exception {
    String printed =
        run("CloudTiered")
            .replaceAll("[0-9.]+ ms", "? ms")
            .replaceAll("[1-9][0-9]+ requests", "many requests")
            .replaceAll("read: [1-9][0-9]+", "read: many");
    assertThat(printed.lines())
        .containsExactly(
            "memory, open: ? ms, 4 requests",
            "memory, first search: ? ms, many requests",
            "memory, second search: ? ms, 0 requests",
            "memory, blocks read: many",
            "empty disk, open: ? ms, 4 requests",
            "empty disk, first search: ? ms, 1 requests",
            "empty disk, second search: ? ms, 0 requests",
            "empty disk, segments: 1 fetched, 0 found",
            "write refused: bucket was opened read-only",
            "after a restart, open: ? ms, 3 requests",
            "after a restart, first search: ? ms, 0 requests",
            "after a restart, second search: ? ms, 0 requests",
            "after a restart, segments: 0 fetched, 1 found",
            "write refused: bucket was opened read-only");
  }

  @Test
  void thePageListsEveryExample() throws IOException {
    String page = Files.readString(Repository.root().resolve("examples/README.md"));
    assertThat(sources())
        .isNotEmpty()
        .allMatch(source -> page.contains("(" + source.getFileName() + ")"));
  }
}
