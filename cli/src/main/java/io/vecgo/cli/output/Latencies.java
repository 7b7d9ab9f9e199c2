package io.vecgo.cli.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A sample of durations and its percentiles. */
public final class Latencies {
  private final List<Duration> sample = new ArrayList<>();

  public void add(Duration latency) {
    sample.add(latency);
  }

  public int count() {
    return sample.size();
  }

  /** The smallest duration that at least this percentage of the sample does not exceed. */
  public Duration percentile(int percent) {
    if (sample.isEmpty()) {
      return Duration.ZERO;
    }
    int rank = Math.ceilDiv(percent * sample.size(), 100);
    return sample.stream().sorted().skip(Math.max(0, rank - 1)).findFirst().orElseThrow();
  }
}
