package io.vecgo;

import io.vecgo.engine.CompactionPolicy;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.kernel.Kernels;
import io.vecgo.observe.MetricsObserver;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Access access;
  private final MetricsObserver observer;
  private final boolean automaticCompaction;

  private OpenOptions(Access access, MetricsObserver observer, boolean automaticCompaction) {
    this.access = access;
    this.observer = observer;
    this.automaticCompaction = automaticCompaction;
  }

  /** For reading and writing, observed by nobody, with compaction in the background. */
  public static OpenOptions defaults() {
    return new OpenOptions(Access.WRITE, MetricsObserver.NONE, true);
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(Access.READ, observer, automaticCompaction);
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(
        access, Objects.requireNonNull(newObserver, "observer"), automaticCompaction);
  }

  /**
   * Merges segments only when {@link Vecgo#compact} is called. Otherwise neighbouring segments of
   * about one size are merged in the background after commits.
   */
  public OpenOptions withoutAutomaticCompaction() {
    return new OpenOptions(access, observer, false);
  }

  Settings settings() {
    Optional<CompactionPolicy> compaction =
        automaticCompaction ? Optional.of(CompactionPolicy.SizeTiered.DEFAULT) : Optional.empty();
    return new Settings(access, observer, Kernels.choose(), Clock.systemUTC(), compaction);
  }
}
