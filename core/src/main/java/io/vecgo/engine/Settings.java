package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.SlowQueries;
import java.time.Clock;
import java.util.Optional;

/**
 * What the engine is given from outside besides its store.
 *
 * @param access whether it may write
 * @param observer told of every operation
 * @param slowQueries told of searches that took long
 * @param kernels used for all distances
 * @param clock dates versions
 * @param background what it does by itself
 * @param analyzer makes terms of texts; empty: the standard one that the database names
 */
public record Settings(
    Access access,
    MetricsObserver observer,
    SlowQueries slowQueries,
    FloatKernels kernels,
    Clock clock,
    Background background,
    Optional<Analyzer> analyzer) {

  /** With a standard analyzer. */
  public Settings(
      Access access,
      MetricsObserver observer,
      SlowQueries slowQueries,
      FloatKernels kernels,
      Clock clock,
      Background background) {
    this(access, observer, slowQueries, kernels, clock, background, Optional.empty());
  }

  /** What a database may be used for. */
  public enum Access {
    READ,
    WRITE
  }
}
