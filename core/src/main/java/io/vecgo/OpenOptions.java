package io.vecgo;

import io.vecgo.engine.CompactionPolicy;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.engine.VersionChoice;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.DamagePolicy;
import io.vecgo.model.Tag;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.SlowQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Access access;
  private final DamagePolicy onDamage;
  private final MetricsObserver observer;
  private final SlowQueries slowQueries;
  private final boolean automaticCompaction;

  private OpenOptions(
      Access access,
      DamagePolicy onDamage,
      MetricsObserver observer,
      SlowQueries slowQueries,
      boolean automaticCompaction) {
    this.access = access;
    this.onDamage = onDamage;
    this.observer = observer;
    this.slowQueries = slowQueries;
    this.automaticCompaction = automaticCompaction;
  }

  /**
   * For reading and writing, strict about damage, observed by nobody, with compaction in the
   * background.
   */
  public static OpenOptions defaults() {
    return new OpenOptions(
        Access.WRITE, DamagePolicy.STRICT, MetricsObserver.NONE, SlowQueries.IGNORED, true);
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(Access.READ, onDamage, observer, slowQueries, automaticCompaction);
  }

  /**
   * For reading one version, as long as retention keeps it, beside the current one. No lock is
   * needed. Opening raises {@link io.vecgo.model.NoSuchVersionException} if it is not there.
   *
   * @param version its number, as {@link Vecgo#versions} lists them
   */
  public OpenOptions atVersion(long version) {
    if (version < 1) {
      throw new IllegalArgumentException("version=" + version + ": must be at least 1");
    }
    return at(new VersionChoice.Exactly(version));
  }

  /** As {@link #atVersion(long)} for the version that has a tag. */
  public OpenOptions atTag(String name) {
    Tag.checkName(name);
    return at(new VersionChoice.Tagged(name));
  }

  /**
   * As {@link #atVersion(long)} for the version that was current at an instant: the highest that
   * was made until then, by the clocks of its writers. If that one was vacuumed, it is the next
   * older one that is there.
   */
  public OpenOptions asOf(Instant instant) {
    return at(new VersionChoice.AsOf(Objects.requireNonNull(instant, "instant")));
  }

  private OpenOptions at(VersionChoice version) {
    return new OpenOptions(
        Access.readingAt(version), onDamage, observer, slowQueries, automaticCompaction);
  }

  /**
   * What to do with segments whose files are damaged, where opening notices it. Without this {@link
   * DamagePolicy#STRICT}.
   */
  public OpenOptions onDamage(DamagePolicy policy) {
    return new OpenOptions(
        access,
        Objects.requireNonNull(policy, "policy"),
        observer,
        slowQueries,
        automaticCompaction);
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(
        access,
        onDamage,
        Objects.requireNonNull(newObserver, "observer"),
        slowQueries,
        automaticCompaction);
  }

  /**
   * Tells the listener of every search that took longer than the threshold, on the thread of the
   * search, after it ended. What the listener throws reaches the caller of the search.
   */
  public OpenOptions slowQueries(Duration threshold, Consumer<QueryStats> listener) {
    SlowQueries told = new SlowQueries(threshold, Objects.requireNonNull(listener, "listener"));
    return new OpenOptions(access, onDamage, observer, told, automaticCompaction);
  }

  /**
   * Merges segments only when {@link Vecgo#compact} is called. Otherwise neighbouring segments of
   * about one size are merged in the background after commits.
   */
  public OpenOptions withoutAutomaticCompaction() {
    return new OpenOptions(access, onDamage, observer, slowQueries, false);
  }

  Settings settings() {
    Optional<CompactionPolicy> compaction =
        automaticCompaction ? Optional.of(CompactionPolicy.SizeTiered.DEFAULT) : Optional.empty();
    return new Settings(
        access, onDamage, observer, slowQueries, Kernels.choose(), Clock.systemUTC(), compaction);
  }
}
