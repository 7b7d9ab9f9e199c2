package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.model.DamagePolicy;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.RecallSampling;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Strategy;
import java.time.Clock;
import java.util.Optional;

/**
 * What the engine is given from outside besides its store.
 *
 * @param access whether it may write
 * @param onDamage what opening does with damaged segments
 * @param observer told of every operation
 * @param slowQueries told of searches that took long
 * @param strategy how searches are planned
 * @param kernels used for all distances
 * @param clock dates versions
 * @param background what it does by itself
 * @param recall which searches are repeated to tell what they miss
 * @param analyzer makes terms of texts; empty: the standard one that the database names
 */
public record Settings(
    Access access,
    DamagePolicy onDamage,
    MetricsObserver observer,
    SlowQueries slowQueries,
    Strategy strategy,
    FloatKernels kernels,
    Clock clock,
    Background background,
    RecallSampling recall,
    Optional<Analyzer> analyzer) {

  /** With a standard analyzer, and without a look at recall. */
  public Settings(
      Access access,
      DamagePolicy onDamage,
      MetricsObserver observer,
      SlowQueries slowQueries,
      Strategy strategy,
      FloatKernels kernels,
      Clock clock,
      Background background) {
    this(
        access,
        onDamage,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        RecallSampling.NONE,
        Optional.empty());
  }

  public Settings withAccess(Access changed) {
    return new Settings(
        changed,
        onDamage,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        recall,
        analyzer);
  }

  public Settings withOnDamage(DamagePolicy changed) {
    return new Settings(
        access,
        changed,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        recall,
        analyzer);
  }

  public Settings withObserver(MetricsObserver changed) {
    return new Settings(
        access,
        onDamage,
        changed,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        recall,
        analyzer);
  }

  public Settings withSlowQueries(SlowQueries changed) {
    return new Settings(
        access,
        onDamage,
        observer,
        changed,
        strategy,
        kernels,
        clock,
        background,
        recall,
        analyzer);
  }

  public Settings withBackground(Background changed) {
    return new Settings(
        access,
        onDamage,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        changed,
        recall,
        analyzer);
  }

  public Settings withRecall(RecallSampling changed) {
    return new Settings(
        access,
        onDamage,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        changed,
        analyzer);
  }

  public Settings withAnalyzer(Optional<Analyzer> changed) {
    return new Settings(
        access,
        onDamage,
        observer,
        slowQueries,
        strategy,
        kernels,
        clock,
        background,
        recall,
        changed);
  }

  /**
   * What a database may be used for.
   *
   * @param version which version is opened; to write, the newest
   */
  public record Access(Mode mode, VersionChoice version) {
    public static final Access READ = readingAt(new VersionChoice.Newest());
    public static final Access WRITE = new Access(Mode.WRITE, new VersionChoice.Newest());

    /** Reads a version. */
    public static Access readingAt(VersionChoice version) {
      return new Access(Mode.READ, version);
    }

    boolean canWrite() {
      return mode == Mode.WRITE;
    }
  }

  /** Whether a database may be written. */
  public enum Mode {
    READ,
    WRITE
  }
}
