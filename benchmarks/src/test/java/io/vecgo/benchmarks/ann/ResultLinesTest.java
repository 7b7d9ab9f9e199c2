package io.vecgo.benchmarks.ann;

import static io.vecgo.benchmarks.ann.Samples.point;
import static io.vecgo.benchmarks.ann.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultLinesTest {
  private final List<Map<String, Object>> lines =
      ResultLines.of(run("lucene", "f32", point(0.9, 1000), point(0.96, 100)));

  @Test
  void pointsAndThenOneSummaryForEachTarget() {
    assertThat(lines)
        .extracting(line -> line.get("type"))
        .containsExactly("point", "point", "summary", "summary", "summary");
  }

  @Test
  void aTargetThatIsNotReachedHasNoSpeed() {
    assertThat(lines.getLast()).containsEntry("recallTarget", 0.99).doesNotContainKey("qps");
    assertThat(lines.get(2)).containsEntry("recallTarget", 0.90).containsEntry("qps", 1000.0);
  }

  @Test
  void aLineIsOneJsonObject() throws IOException {
    String text = ResultLines.text(lines.getFirst());

    assertThat(text).doesNotContain("\n");
    assertThat(JSON.std.mapFrom(text))
        .containsEntry("system", "lucene")
        .containsEntry("recall", 0.9)
        .containsKeys("config", "dataset", "qps", "p50us", "p99us", "cpuUsPerQuery");
  }
}
