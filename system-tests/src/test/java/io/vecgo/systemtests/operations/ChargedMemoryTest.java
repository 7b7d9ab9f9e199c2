package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.systemtests.operations.ChargedMemory.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a controller says is taken is what the JVM has given. */
class ChargedMemoryTest {
  private static final Pattern RATIO = Pattern.compile("ratio ([\\d.]+)");
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:NativeMemoryTracking=summary");

  @ParameterizedTest
  @EnumSource(Work.class)
  void chargedBytesAreThoseTakenWithinATenth(Work work, @TempDir Path directory)
      throws IOException, InterruptedException {
    SecondProcess process =
        SecondProcess.run(JVM, ChargedMemory.class, directory.toString(), work.name());
    assertThat(process.exitCode()).as(process.output()).isZero();
    Matcher ratio = RATIO.matcher(process.output());
    assertThat(ratio.find()).as(process.output()).isTrue();
    assertThat(Double.parseDouble(ratio.group(1))).as(process.output()).isBetween(0.9, 1.1);
    assertThat(process.output()).contains("left 0");
  }
}
