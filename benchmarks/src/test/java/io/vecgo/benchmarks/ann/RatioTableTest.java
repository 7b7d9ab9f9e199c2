package io.vecgo.benchmarks.ann;

import static io.vecgo.benchmarks.ann.Samples.point;
import static io.vecgo.benchmarks.ann.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RatioTableTest {
  @Test
  void bestConfigurationsAreCompared() {
    RatioTable table =
        RatioTable.of(
            List.of(
                run("vecgo", "slow", point(0.9, 10)),
                run("vecgo", "fast", point(0.9, 3000)),
                run("lucene", "f32", point(0.9, 1000)),
                run("lucene", "bbq", point(0.9, 500))));

    RatioTable.Ratio ratio = table.ratios().getFirst();
    assertThat(ratio.value()).hasValueCloseTo(3.0, Offset.offset(1e-9));
    assertThat(ratio.peer()).hasValue(new RatioTable.Contestant("f32", 1000));
  }

  @Test
  void whoDoesNotReachTheTargetHasNoRatio() {
    RatioTable table =
        RatioTable.of(
            List.of(run("vecgo", "a", point(0.94, 10)), run("lucene", "b", point(0.999, 1000))));

    assertThat(table.ratios()).hasSize(3);
    assertThat(table.ratios().get(0).value()).isPresent();
    assertThat(table.ratios().get(1).value()).isEmpty();
  }

  @Test
  void aloneThereIsNothingToCompare() {
    assertThat(RatioTable.of(List.of(run("vecgo", "a", point(0.94, 10)))).ratios()).isEmpty();
  }
}
