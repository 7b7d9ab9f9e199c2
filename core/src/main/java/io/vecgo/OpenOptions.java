package io.vecgo;

import io.vecgo.engine.CompactionPolicy;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.kernel.Kernels;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Access access;
  private final MetricsObserver observer;
  private final SlowQueries slowQueries;
  private final boolean automaticCompaction;

  private OpenOptions(
      Access access,
      MetricsObserver observer,
      SlowQueries slowQueries,
      boolean automaticCompaction) {
    this.access = access;
    this.observer = observer;
    this.slowQueries = slowQueries;
    this.automaticCompaction = automaticCompaction;
  }

  /** For reading and writing, observed by nobody, with compaction in the background. */
  public static OpenOptions defaults() {
    return new OpenOptions(Access.WRITE, MetricsObserver.NONE, SlowQueries.IGNORED, true);
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(Access.READ, observer, slowQueries, automaticCompaction);
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(
        access, Objects.requireNonNull(newObserver, "observer"), slowQueries, automaticCompaction);
  }

  /**
   * Tells the listener of every search that took longer than the threshold, on the thread of the
   * search, after it ended. What the listener throws reaches the caller of the search.
   */
  public OpenOptions slowQueries(Duration threshold, Consumer<QueryStats> listener) {
    SlowQueries told = new SlowQueries(threshold, Objects.requireNonNull(listener, "listener"));
    return new OpenOptions(access, observer, told, automaticCompaction);
  }

  /**
   * Merges segments only when {@link Vecgo#compact} is called. Otherwise neighbouring segments of
   * about one size are merged in the background after commits.
   */
  public OpenOptions withoutAutomaticCompaction() {
    return new OpenOptions(access, observer, slowQueries, false);
  }

  Settings settings() {
    Optional<CompactionPolicy> compaction =
        automaticCompaction ? Optional.of(CompactionPolicy.SizeTiered.DEFAULT) : Optional.empty();
    return new Settings(
        access,
        observer,
        slowQueries,
        Strategy.CHEAPEST,
        Kernels.choose(),
        Clock.systemUTC(),
        compaction);
  }
}
