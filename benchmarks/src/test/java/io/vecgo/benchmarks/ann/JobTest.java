package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobTest {
  @Test
  void aJobSurvivesTheCommandLine() throws IOException {
    Job job =
        new Job(
            Job.Task.SWEEP,
            new Mode.Segments(10),
            "vecgo segments-10",
            Path.of("index"),
            Path.of("base \"quoted\".fvecs"),
            Path.of("queries.fvecs"),
            Path.of("truth.ivecs"),
            Metric.COSINE,
            10,
            2,
            new Selectivity(0.05),
            true);

    assertThat(Job.parse(job.toJson())).isEqualTo(job);
  }
}
