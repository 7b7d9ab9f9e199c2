package io.vecgo.engine;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.model.DamagePolicy;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.SlowQueries;
import java.time.Clock;

/**
 * What the engine is given from outside besides its store.
 *
 * @param access whether it may write
 * @param onDamage what opening does with damaged segments
 * @param observer told of every operation
 * @param slowQueries told of searches that took long
 * @param kernels used for all distances
 * @param clock dates versions
 * @param background what it does by itself
 */
public record Settings(
    Access access,
    DamagePolicy onDamage,
    MetricsObserver observer,
    SlowQueries slowQueries,
    FloatKernels kernels,
    Clock clock,
    Background background) {

  /** What a database may be used for. */
  public enum Access {
    READ,
    WRITE
  }
}
