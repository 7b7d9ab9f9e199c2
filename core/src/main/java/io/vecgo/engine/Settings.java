package io.vecgo.engine;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.observe.MetricsObserver;
import java.time.Clock;

/**
 * What the engine is given from outside besides its store.
 *
 * @param access whether it may write
 * @param observer told of every operation
 * @param kernels used for all distances
 * @param clock dates versions
 */
public record Settings(Access access, MetricsObserver observer, FloatKernels kernels, Clock clock) {

  /** What a database may be used for. */
  public enum Access {
    READ,
    WRITE
  }
}
