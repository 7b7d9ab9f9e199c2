package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.DamagePolicy;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.RecallSampling;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Strategy;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param resources what it shares with others
 * @param caching how segments are read
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
    Optional<Analyzer> analyzer,
    Resources resources,
    Caching caching) {

  /** The usual, with a standard analyzer and without a look at recall. */
  public static Settings standard(Access access) {
    return new Settings(
        access,
        DamagePolicy.STRICT,
        MetricsObserver.NONE,
        SlowQueries.IGNORED,
        Strategy.CHEAPEST,
        Kernels.choose(),
        Clock.systemUTC(),
        Background.standard(),
        RecallSampling.NONE,
        Optional.empty(),
        Resources.unlimited(),
        Caching.standard());
  }

  /** What is changed in a copy. */
  private static final class Draft {
    Access access;
    DamagePolicy onDamage;
    MetricsObserver observer;
    SlowQueries slowQueries;
    Strategy strategy;
    FloatKernels kernels;
    Clock clock;
    Background background;
    RecallSampling recall;
    Optional<Analyzer> analyzer;
    Resources resources;
    Caching caching;

    Draft(Settings from) {
      access = from.access;
      onDamage = from.onDamage;
      observer = from.observer;
      slowQueries = from.slowQueries;
      strategy = from.strategy;
      kernels = from.kernels;
      clock = from.clock;
      background = from.background;
      recall = from.recall;
      analyzer = from.analyzer;
      resources = from.resources;
      caching = from.caching;
    }

    Settings settings() {
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
          analyzer,
          resources,
          caching);
    }
  }

  private Settings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  public Settings withAccess(Access changed) {
    return with(draft -> draft.access = changed);
  }

  public Settings withOnDamage(DamagePolicy changed) {
    return with(draft -> draft.onDamage = changed);
  }

  public Settings withObserver(MetricsObserver changed) {
    return with(draft -> draft.observer = changed);
  }

  public Settings withSlowQueries(SlowQueries changed) {
    return with(draft -> draft.slowQueries = changed);
  }

  public Settings withStrategy(Strategy changed) {
    return with(draft -> draft.strategy = changed);
  }

  public Settings withKernels(FloatKernels changed) {
    return with(draft -> draft.kernels = changed);
  }

  public Settings withClock(Clock changed) {
    return with(draft -> draft.clock = changed);
  }

  public Settings withBackground(Background changed) {
    return with(draft -> draft.background = changed);
  }

  public Settings withRecall(RecallSampling changed) {
    return with(draft -> draft.recall = changed);
  }

  public Settings withAnalyzer(Optional<Analyzer> changed) {
    return with(draft -> draft.analyzer = changed);
  }

  public Settings withResources(Resources changed) {
    return with(draft -> draft.resources = changed);
  }

  public Settings withCaching(Caching changed) {
    return with(draft -> draft.caching = changed);
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

    /** What it is called when somebody is told of it. */
    OpenResult.Access label() {
      return canWrite()
          ? OpenResult.Access.WRITE
          : version instanceof VersionChoice.Newest
              ? OpenResult.Access.READ
              : OpenResult.Access.FIXED_VERSION;
    }
  }

  /** Whether a database may be written. */
  public enum Mode {
    READ,
    WRITE
  }
}
