package io.vecgo;

import io.vecgo.analysis.Analyzer;
import io.vecgo.engine.Background;
import io.vecgo.engine.Backoff;
import io.vecgo.engine.Caching;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.engine.VersionChoice;
import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.DamagePolicy;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.Tag;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.RecallSampling;
import io.vecgo.observe.SlowQueries;
import io.vecgo.segment.SegmentReading.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Settings settings;

  private OpenOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * For reading and writing, strict about damage, observed by nobody, with commits and compaction
   * in the background.
   */
  public static OpenOptions defaults() {
    return new OpenOptions(Settings.standard(Access.WRITE));
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(settings.withAccess(Access.READ));
  }

  /** For writing, whatever was asked for before. */
  OpenOptions writing() {
    return new OpenOptions(settings.withAccess(Access.WRITE));
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
    return new OpenOptions(settings.withAccess(Access.readingAt(version)));
  }

  /**
   * What to do with segments whose files are damaged, where opening notices it. Without this {@link
   * DamagePolicy#STRICT}.
   */
  public OpenOptions onDamage(DamagePolicy policy) {
    return new OpenOptions(settings.withOnDamage(Objects.requireNonNull(policy, "policy")));
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(settings.withObserver(Objects.requireNonNull(newObserver, "observer")));
  }

  /**
   * Tells the listener of every search that took longer than the threshold, on the thread of the
   * search, after it ended. What the listener throws reaches the caller of the search.
   */
  public OpenOptions slowQueries(Duration threshold, Consumer<QueryStats> listener) {
    SlowQueries told = new SlowQueries(threshold, Objects.requireNonNull(listener, "listener"));
    return new OpenOptions(settings.withSlowQueries(told));
  }

  /**
   * Commits in the background when the rows of a memtable use more memory than this; by default 64
   * MiB. Other commits are asked for. Vectors, links, codes, documents, keys and payloads count,
   * not what is taken in advance.
   */
  public OpenOptions memtableBytes(long bytes) {
    return with(background().withMemtableBytes(bytes));
  }

  /**
   * So many full memtables may wait for a commit that is slow or fails, by default 4, or as much in
   * smaller ones. Then writes wait, too: see {@link #writerPatience}.
   */
  public OpenOptions frozenMemtablesMax(int memtables) {
    return with(background().withFrozenMemtablesMax(memtables));
  }

  /**
   * How long a write waits for room before it gets a {@link io.vecgo.model.BackpressureException};
   * by default 10 seconds.
   */
  public OpenOptions writerPatience(Duration patience) {
    return with(background().withPatience(patience));
  }

  /**
   * Pauses before background work that failed is tried again: the first, and the longest, as each
   * is twice as long as the one before. By default a second and a minute.
   */
  public OpenOptions retryPauses(Duration first, Duration longest) {
    return with(background().withBackoff(new Backoff(first, longest)));
  }

  /**
   * Merges segments in the background as this policy says, after commits; by default {@link
   * CompactionPolicy#sizeTiered}.
   */
  public OpenOptions compaction(CompactionPolicy policy) {
    return with(background().withCompaction(Optional.of(policy)));
  }

  /** Merges segments only when {@link Vecgo#compact} is called. */
  public OpenOptions withoutAutomaticCompaction() {
    return with(background().withCompaction(Optional.empty()));
  }

  /**
   * Vacuums in the background after commits: deletes versions that the policy does not keep, as
   * {@link Vecgo#vacuum} does. Without this nothing is deleted unless asked for.
   */
  public OpenOptions retention(RetentionPolicy policy) {
    return with(background().withRetention(Objects.requireNonNull(policy, "policy")));
  }

  /** Compaction writes no faster than this; by default there is no limit. */
  public OpenOptions compactionBytesPerSecond(long bytes) {
    return with(background().withBytesPerSecond(OptionalLong.of(bytes)));
  }

  /**
   * Threads that build the index of a segment in the background; by default half of the cores.
   * {@link Vecgo#commit} and {@link Vecgo#compact} use all.
   */
  public OpenOptions backgroundWorkers(int threads) {
    return with(background().withWorkers(threads));
  }

  /**
   * Shares memory, background workers and I/O with all other databases that are opened with the
   * same controller. Without this, nothing is shared, and memory is counted and not limited.
   */
  public OpenOptions resources(ResourceController controller) {
    return new OpenOptions(settings.withResources(controller.resources()));
  }

  /**
   * Keeps blocks of segments in memory, up to so many bytes; by default 256 MiB. It is for segments
   * that are not mapped, as those of a store far away without a copy on disk, and takes nothing
   * without them. Vectors, keys, documents and payloads are read through it; what walks and filters
   * read all the time is kept beside it. At least 1 MiB.
   */
  public OpenOptions blockCacheSize(long bytes) {
    return with(settings.caching().withBlockCacheBytes(bytes));
  }

  /**
   * Does not map files, also where the store could: segments are read through the cache of blocks.
   * Memory is a hard budget then, and searches that find their blocks there take a little longer.
   */
  public OpenOptions withoutMapping() {
    return with(settings.caching().withMapping(Mapping.NEVER));
  }

  private OpenOptions with(Caching changed) {
    return new OpenOptions(settings.withCaching(changed));
  }

  private OpenOptions with(Background changed) {
    return new OpenOptions(settings.withBackground(changed));
  }

  /**
   * With the analyzer that the database was created with. The {@link
   * io.vecgo.analysis.StandardAnalyzer standard} ones need not be given.
   */
  public OpenOptions withAnalyzer(Analyzer newAnalyzer) {
    return new OpenOptions(settings.withAnalyzer(Optional.of(newAnalyzer)));
  }

  /**
   * Repeats some of the searches exactly in the background, to tell how much of the truth searches
   * find: see {@link Vecgo#recall}. Without this none is.
   */
  public OpenOptions recallSampling(RecallSampling sampling) {
    return new OpenOptions(settings.withRecall(Objects.requireNonNull(sampling, "sampling")));
  }

  private Background background() {
    return settings.background();
  }

  Settings settings() {
    return settings;
  }
}
