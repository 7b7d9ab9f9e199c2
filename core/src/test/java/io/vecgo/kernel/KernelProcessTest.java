package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how the JVM was started: shown in JVMs started with a plain class path. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KernelProcessTest {
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @TempDir private Path directory;

  @Test
  void withoutTheModuleKernelsAreScalar() throws Exception {
    assertThat(java(List.of(), BitsProbe.class, "1").output).startsWith("scalar ");
  }

  @Test
  void withoutTheModuleTheFlagIsLoggedOnce() throws Exception {
    Exit exit = java(List.of(), BitsProbe.class, "100");
    assertThat(exit.errors.lines().filter(line -> line.contains(FLAG))).hasSize(1);
  }

  @Test
  void withTheModuleNothingIsLogged() throws Exception {
    assertThat(java(vectors(), BitsProbe.class, "1").errors).doesNotContain(FLAG);
  }

  @Test
  void bothKindsOfProcessComputeTheSameBits() throws Exception {
    String scalar = checksum(java(List.of(), BitsProbe.class, "300"));
    assertThat(checksum(java(vectors(), BitsProbe.class, "300"))).isEqualTo(scalar);
  }

  @Test
  void interpretedProcessesComputeTheSameBits() throws Exception {
    String compiled = checksum(java(vectors(), BitsProbe.class, "300"));
    assertThat(checksum(java(vectors("-Xint"), BitsProbe.class, "1"))).isEqualTo(compiled);
    assertThat(checksum(java(List.of("-Xint"), BitsProbe.class, "1"))).isEqualTo(compiled);
  }

  /**
   * A collector that never collects turns boxing, which costs factors and is easily brought about
   * by an innocent change, into a failure that does not depend on time.
   */
  @Test
  void compiledKernelsAllocateNothing() throws Exception {
    List<String> options =
        vectors("-Xbatch", "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g");
    Exit exit = java(options, AllocationProbe.class, directory.resolve("rows").toString());
    assertThat(exit.errors).doesNotContain("OutOfMemoryError");
    assertThat(exit.code).isZero();
  }

  private static List<String> vectors(String... more) {
    List<String> options = new ArrayList<>(List.of(FLAG.split(" ")));
    options.addAll(List.of(more));
    return options;
  }

  private static String checksum(Exit exit) {
    assertThat(exit.code).as("%s", exit.errors).isZero();
    return exit.output.substring(exit.output.indexOf(' '));
  }

  private Exit java(List<String> options, Class<?> program, String argument)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName(), argument));
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      return new Exit(process.waitFor(), read(output), read(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    return String.join(
        System.getProperty("path.separator"),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private record Exit(int code, String output, String errors) {}
}
