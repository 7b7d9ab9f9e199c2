package io.vecgo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter err = new PrintWriter(text);
  private long nanos;

  @Test
  void aLogHasALineEveryFiveSeconds() {
    try (Progress progress = new ProgressLog(err, () -> nanos)) {
      for (int second = 1; second <= 12; second++) {
        nanos = TimeUnit.SECONDS.toNanos(second);
        progress.update(second * 1000L, second / 20.0);
      }
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "5,000 rows, 1,000 rows/s, 25 %, 15 s left",
            "10,000 rows, 1,000 rows/s, 50 %, 10 s left");
  }

  @Test
  void aBarIsDrawnOverItselfAndRemovedAtTheEnd() {
    try (Progress progress = new ProgressBar(err, 100, () -> nanos)) {
      nanos = TimeUnit.SECONDS.toNanos(2);
      progress.update(5000, 0.5);
      nanos += TimeUnit.MILLISECONDS.toNanos(99);
      progress.update(5001, 0.5);
    }
    String bar = "  [############............] 5,000 rows, 2,500 rows/s, 50 %, 2 s left";
    assertThat(text.toString()).isEqualTo("\r" + bar + "\r" + " ".repeat(bar.length()) + "\r");
  }

  @Test
  void aBarFitsTheTerminal() {
    try (Progress progress = new ProgressBar(err, 40, () -> nanos)) {
      nanos = TimeUnit.SECONDS.toNanos(1);
      progress.update(5000, 0.5);
    }
    assertThat(text.toString().split("\r", -1)).allMatch(line -> line.length() < 40);
  }

  @Test
  void anOperationThatIsDoneAtOnceShowsNothing() {
    try (Progress progress = new ProgressBar(err, 80, () -> nanos)) {
      progress.update(10, 1);
    }
    try (Progress progress = new ProgressLog(err, () -> nanos)) {
      progress.update(10, 1);
    }
    assertThat(text.toString()).isEmpty();
  }
}
