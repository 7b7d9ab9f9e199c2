package io.vecgo.observe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Whether a database is well: a verdict for each check, in the order in which an operator looks.
 *
 * @param findings one for each check
 */
public record Health(List<Finding> findings) {
  /** Fewer searches than this say nothing about the slowest one in a hundred. */
  public static final int SEARCHES_MIN = 100;

  /** What is looked at. */
  public enum Check {
    MEMTABLE("memtable", "high write pressure: commit more often, or raise the limit"),
    DISK("disk", "low disk space: add storage, or vacuum versions that nobody needs"),
    SEARCH_LATENCY(
        "search latency",
        "high latency: check processor and page cache, and explain slow searches"),
    MEMORY("memory", "memory is short: raise the budget, or let those that share it hold less"),
    CORRUPTION(
        "corruption", "damaged files: verify, then put files back from a backup, or run repair"),
    SEGMENTS("segments", "missing segments: put their files back from a backup, or run repair"),
    BACKGROUND_WORK(
        "background work",
        "commits, compactions or vacuums fail: look for the cause in the log, most often a full disk"),
    COMPACTION(
        "compaction",
        "compaction is behind: look at the throughput of the disk, or allow more workers"),
    RECALL("recall", "searches miss results: raise ef or oversampling, or compare with exact ones");

    private final String label;
    private final String advice;

    Check(String label, String advice) {
      this.label = label;
      this.advice = advice;
    }

    /** Its name in text. */
    public String label() {
      return label;
    }

    /** What is wrong if it fails, and what to do. */
    public String advice() {
      return advice;
    }
  }

  /** How a check went. */
  public enum Verdict {
    GOOD,
    BAD,
    /** Nothing was measured. */
    UNKNOWN
  }

  /**
   * How one check went.
   *
   * @param observed what was measured, and its limit, for people
   */
  public record Finding(Check check, Verdict verdict, String observed) {}

  public Health {
    findings = List.copyOf(findings);
  }

  /** Judges figures by limits. */
  public static Health of(DatabaseStats stats, HealthLimits limits) {
    return new Health(
        List.of(
            memtable(stats.memtableBytes(), stats.memtableLimitBytes(), limits.memtableShare()),
            disk(stats.disk(), limits.diskShare()),
            latency(stats.searches(), limits.searchP99()),
            memory(stats.memory(), limits.memoryShare()),
            corruption(stats.background()),
            segments(stats),
            backgroundWork(stats.background()),
            compaction(stats.background(), limits.compactionDelay()),
            recall(stats.recall(), limits.recall())));
  }

  private static Finding memtable(long bytes, OptionalLong limitBytes, double limit) {
    if (limitBytes.isEmpty()) {
      return new Finding(Check.MEMTABLE, Verdict.UNKNOWN, bytes(bytes) + ", without a limit");
    }
    double share = (double) bytes / limitBytes.getAsLong();
    String observed =
        "%s of %s, to be below %s"
            .formatted(percent(share), bytes(limitBytes.getAsLong()), percent(limit));
    return new Finding(Check.MEMTABLE, verdict(share < limit), observed);
  }

  private static Finding disk(Optional<DiskSpace> space, double limit) {
    if (space.isEmpty()) {
      return new Finding(Check.DISK, Verdict.UNKNOWN, "the store has no volume");
    }
    double share = space.get().usedShare();
    String observed =
        "%s of the volume used, %s left, to be below %s"
            .formatted(percent(share), bytes(space.get().usableBytes()), percent(limit));
    return new Finding(Check.DISK, verdict(share < limit), observed);
  }

  private static Finding latency(LatencyStats searches, Duration limit) {
    if (searches.count() < SEARCHES_MIN) {
      String observed =
          "%d searches of late, too few to judge by (%d)".formatted(searches.count(), SEARCHES_MIN);
      return new Finding(Check.SEARCH_LATENCY, Verdict.UNKNOWN, observed);
    }
    String observed =
        "p99 of %d searches %s, to be below %s"
            .formatted(searches.count(), millis(searches.p99()), millis(limit));
    boolean good = searches.p99().compareTo(limit) < 0;
    return new Finding(Check.SEARCH_LATENCY, verdict(good), observed);
  }

  private static Finding memory(MemoryStats memory, double limit) {
    if (memory.limitBytes().isEmpty()) {
      return new Finding(
          Check.MEMORY, Verdict.UNKNOWN, bytes(memory.bytes()) + ", without a limit");
    }
    String observed =
        "%s of %s, to be below %s"
            .formatted(
                percent(memory.takenShare()),
                bytes(memory.limitBytes().getAsLong()),
                percent(limit));
    return new Finding(Check.MEMORY, verdict(memory.takenShare() < limit), observed);
  }

  private static Finding segments(DatabaseStats stats) {
    String observed =
        "%d loaded, %d missing with %d records"
            .formatted(stats.segmentCount(), stats.missing().size(), stats.missingRows());
    return new Finding(Check.SEGMENTS, verdict(stats.missing().isEmpty()), observed);
  }

  private static Finding corruption(BackgroundStats background) {
    String observed = "%d operations met damaged files".formatted(background.corruptions());
    return new Finding(Check.CORRUPTION, verdict(background.corruptions() == 0), observed);
  }

  private static Finding backgroundWork(BackgroundStats background) {
    String failing =
        background.failing().stream()
            .sorted()
            .map(operation -> operation.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    boolean good = background.failing().isEmpty();
    String observed =
        good
            ? "nothing fails"
            : failing + ": the last one failed: " + background.lastError().orElse("");
    return new Finding(Check.BACKGROUND_WORK, verdict(good), observed);
  }

  private static Finding compaction(BackgroundStats background, Duration limit) {
    Duration waiting = background.compactionsPendingFor();
    String observed =
        "%d merges wait, for %d s, to be below %d s"
            .formatted(background.pendingCompactions(), waiting.toSeconds(), limit.toSeconds());
    return new Finding(Check.COMPACTION, verdict(waiting.compareTo(limit) < 0), observed);
  }

  /** Bad only where chance is no explanation. */
  private static Finding recall(Optional<RecallEstimate> estimate, double limit) {
    if (estimate.isEmpty()) {
      return new Finding(Check.RECALL, Verdict.UNKNOWN, "no search was repeated exactly");
    }
    RecallEstimate recall = estimate.get();
    String observed =
        "%s (%s to %s) of %d searches, to be %s"
            .formatted(
                percent(recall.recall()),
                percent(recall.low()),
                percent(recall.high()),
                recall.searches(),
                percent(limit));
    return new Finding(Check.RECALL, verdict(recall.high() >= limit), observed);
  }

  private static Verdict verdict(boolean good) {
    return good ? Verdict.GOOD : Verdict.BAD;
  }

  private static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes", bytes);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }

  /** Whether no check is bad. */
  public boolean isHealthy() {
    return problems().isEmpty();
  }

  /** What is bad, in the order of checks. */
  public List<Finding> problems() {
    return findings.stream().filter(finding -> finding.verdict() == Verdict.BAD).toList();
  }

  /** The first thing that is bad. */
  public Optional<Finding> reason() {
    return problems().stream().findFirst();
  }
}
