package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeTest {
  @ParameterizedTest
  @ValueSource(strings = {"segment", "memtable", "segments:12", "churn", "cold"})
  void textOfAModeNamesIt(String text) {
    assertThat(Mode.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "segments", "segments:", "segments:0", "segments:many", "hot"})
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mode.parse(text));
  }

  @Test
  void severalSegmentsAreComparedWithOne() {
    assertThat(new Mode.Segments(7).systems())
        .extracting(SystemUnderTest::config)
        .contains("default", "segments-7");
  }
}
