package io.vecgo;

import io.vecgo.engine.CompactionPolicy;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.DamagePolicy;
import io.vecgo.observe.MetricsObserver;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Access access;
  private final DamagePolicy onDamage;
  private final MetricsObserver observer;
  private final boolean automaticCompaction;

  private OpenOptions(
      Access access, DamagePolicy onDamage, MetricsObserver observer, boolean automaticCompaction) {
    this.access = access;
    this.onDamage = onDamage;
    this.observer = observer;
    this.automaticCompaction = automaticCompaction;
  }

  /**
   * For reading and writing, strict about damage, observed by nobody, with compaction in the
   * background.
   */
  public static OpenOptions defaults() {
    return new OpenOptions(Access.WRITE, DamagePolicy.STRICT, MetricsObserver.NONE, true);
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(Access.READ, onDamage, observer, automaticCompaction);
  }

  /**
   * What to do with segments whose files are damaged, where opening notices it. Without this {@link
   * DamagePolicy#STRICT}.
   */
  public OpenOptions onDamage(DamagePolicy policy) {
    return new OpenOptions(
        access, Objects.requireNonNull(policy, "policy"), observer, automaticCompaction);
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(
        access, onDamage, Objects.requireNonNull(newObserver, "observer"), automaticCompaction);
  }

  /**
   * Merges segments only when {@link Vecgo#compact} is called. Otherwise neighbouring segments of
   * about one size are merged in the background after commits.
   */
  public OpenOptions withoutAutomaticCompaction() {
    return new OpenOptions(access, onDamage, observer, false);
  }

  Settings settings() {
    Optional<CompactionPolicy> compaction =
        automaticCompaction ? Optional.of(CompactionPolicy.SizeTiered.DEFAULT) : Optional.empty();
    return new Settings(
        access, onDamage, observer, Kernels.choose(), Clock.systemUTC(), compaction);
  }
}
