package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
  private static Duration read(String text) {
    return new Durations.Converter().convert(text);
  }

  @Test
  void timesHaveUnits() {
    assertThat(read("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(read("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(read("15m")).isEqualTo(Duration.ofMinutes(15));
    assertThat(read("36h")).isEqualTo(Duration.ofHours(36));
    assertThat(read("7d")).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1.5s", "5 s", "5us", "1234567890s"})
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'%s': must be a time as 500ms, 90s, 15m, 36h or 7d", text);
  }
}
