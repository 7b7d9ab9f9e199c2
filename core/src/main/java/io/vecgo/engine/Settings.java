package io.vecgo.engine;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Strategy;
import java.time.Clock;
import java.util.Optional;

/**
 * What the engine is given from outside besides its store.
 *
 * @param access whether it may write
 * @param observer told of every operation
 * @param slowQueries told of searches that took long
 * @param strategy how searches are planned
 * @param kernels used for all distances
 * @param clock dates versions
 * @param compaction when segments are merged in the background; empty: never
 */
public record Settings(
    Access access,
    MetricsObserver observer,
    SlowQueries slowQueries,
    Strategy strategy,
    FloatKernels kernels,
    Clock clock,
    Optional<CompactionPolicy> compaction) {

  /** What a database may be used for. */
  public enum Access {
    READ,
    WRITE
  }
}
