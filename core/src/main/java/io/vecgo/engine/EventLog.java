package io.vecgo.engine;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.ConflictException;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import io.vecgo.observe.BuildResult;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.OpenResult.Access;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.VacuumReport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes what an operator should know to the log, one line an event: {@code event=commit
 * database=/data/db version=7 rows=100 …}. Every line is in {@code docs/operations.md}.
 *
 * <p>What goes as it should is debugging, however often it happens; what takes {@link #SLOW} or
 * longer, or changes what readers see, is information. Nothing is told twice: a failure has one
 * line with its cause, a damaged place one line until the database is opened anew, many writes that
 * wait for room one line. Keys, metadata and vectors of records are never written. Thread-safe.
 */
final class EventLog implements MetricsObserver {
  /** Work that takes so long is worth a line. */
  static final Duration SLOW = Duration.ofSeconds(1);

  private static final int DAMAGES_MAX = 1_000;

  /** Operations of which an operator wants to know that they fail, whoever gets the exception. */
  private static final Set<Operation> UPKEEP =
      EnumSet.of(Operation.COMMIT, Operation.COMPACTION, Operation.ROLLBACK, Operation.VACUUM);

  private final System.Logger log;
  private final String location;
  private final Set<String> damages = ConcurrentHashMap.newKeySet();
  private final WritePressure pressure;

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  EventLog(System.Logger log, String location, LongSupplier nanoClock) {
    this.log = log;
    this.location = location;
    this.pressure = new WritePressure(nanoClock);
  }

  /** Settings whose observer is this log, and then the one that they had. */
  static Settings added(Settings settings, String location) {
    EventLog log = new EventLog(System.getLogger("io.vecgo"), location, System::nanoTime);
    return settings.withObserver(new ObserverPair(log, settings.observer()));
  }

  private LogLine line(String event) {
    return new LogLine(event).with("database", location);
  }

  private void write(Level level, LogLine line) {
    log.log(level, line::toString);
  }

  private void write(Duration duration, LogLine line) {
    Level level = duration.compareTo(SLOW) < 0 ? DEBUG : INFO;
    write(level, line.with("millis", duration.toMillis()));
  }

  @Override
  public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
    write(
        result.access() == Access.FIXED_VERSION ? INFO : DEBUG,
        line("open")
            .with("access", name(result.access()))
            .with("version", result.version())
            .with("segments", result.segments())
            .with("missing", result.missing())
            .with("records", result.records()));
  }

  @Override
  public void onClose() {
    write(DEBUG, line("close"));
  }

  @Override
  public void onMissingSegment(MissingSegment segment) {
    write(
        WARNING,
        line("segment.missing")
            .with("file", segment.file())
            .with("records", segment.rows())
            .with("ids", segment.minId() + "-" + segment.maxId())
            .with("reason", name(segment.reason()))
            .with("detail", segment.detail()));
  }

  @Override
  public void onInsert(int rows, Duration latency) {
    pressure
        .wrote()
        .ifPresent(ended ->
            write(
                INFO,
                line("backpressure.end")
                    .with("writes", ended.writes())
                    .with("refused", ended.refused())
                    .with("millis", ended.duration().toMillis())));
  }

  @Override
  public void onBackpressureStart(Reason reason) {
    if (pressure.waits()) {
      write(WARNING, line("backpressure.start").with("reason", name(reason)));
    }
  }

  @Override
  public void onBackpressure(Reason reason, Duration waited, Backpressure outcome) {
    pressure.waited(outcome);
  }

  @Override
  public void onCommitStart(long rows, long deletes) {
    write(DEBUG, line("commit.start").with("rows", rows).with("deletes", deletes));
  }

  @Override
  public void onCommit(CommitResult result) {
    if (result.bytes() > 0) {
      write(
          result.duration(),
          line("commit")
              .with("version", result.version())
              .with("rows", result.rows())
              .with("deletes", result.deletes())
              .with("bytes", result.bytes()));
    }
  }

  @Override
  public void onBuild(BuildResult result) {
    LogLine line =
        line("build")
            .with("by", name(result.by()))
            .with("file", result.file())
            .with("rows", result.rows())
            .with("bytes", result.bytes());
    write(result.duration(), withIndex(line, result.index()));
  }

  private static LogLine withIndex(LogLine line, Optional<IndexSettings> index) {
    if (index.isEmpty()) {
      return line.with("index", "scan");
    }
    return line.with("index", "graph")
        .with("quantization", index.get().quantization().label())
        .with("layout", index.get().layout().label());
  }

  @Override
  public void onCompactionStart(int segments, long bytes) {
    write(DEBUG, line("compaction.start").with("segments", segments).with("bytes", bytes));
  }

  @Override
  public void onCompaction(CompactionResult result) {
    write(
        result.duration(),
        line("compaction")
            .with("version", result.version())
            .with("segments", result.segmentsMerged())
            .with("rows", result.rows())
            .with("bytes", result.bytes()));
  }

  @Override
  public void onRollback(RollbackResult result) {
    write(
        INFO,
        line("rollback")
            .with("version", result.version())
            .with("restored", result.restored())
            .with("replaced", result.replaced())
            .with("records", result.liveRows())
            .with("millis", result.duration().toMillis()));
  }

  @Override
  public void onVacuum(VacuumReport report) {
    write(
        report.duration(),
        line("vacuum")
            .with("versions", report.versions().size())
            .with("kept", report.versionsKept())
            .with("files", report.files().size() + report.orphans().size())
            .with("bytes", report.bytes()));
  }

  @Override
  public void onRecovery(Operation operation) {
    write(INFO, line(name(operation) + ".recovered"));
  }

  @Override
  public void onCorruption(Operation operation, CorruptException damage) {
    if (damages.size() < DAMAGES_MAX && damages.add(String.valueOf(damage.getMessage()))) {
      write(
          ERROR,
          line("damage")
              .with("op", name(operation))
              .with("file", damage.file())
              .with("section", damage.section())
              .with("offset", damage.offset())
              .with("problem", damage.problem())
              .with("expected", damage.expected())
              .with("found", damage.found())
              .with("remedy", damage.remedy()));
    }
  }

  @Override
  public void onFailure(Operation operation, Duration latency, RuntimeException failure) {
    if (UPKEEP.contains(operation) && !isRefusal(failure)) {
      failed(operation, failure);
    }
  }

  /** Whether nothing is wrong but what was asked for. */
  private static boolean isRefusal(RuntimeException failure) {
    return switch (failure) {
      case StoreException _, CorruptException _, ConflictException _ -> false;
      case IncompatibleFormatException _ -> false;
      default -> failure instanceof VecgoException || failure instanceof IllegalArgumentException;
    };
  }

  /** What Vecgo throws says all in its message; of anything else the place counts as well. */
  private void failed(Operation operation, Throwable failure) {
    String error = failure instanceof VecgoException ? failure.getMessage() : failure.toString();
    LogLine line = line(name(operation) + ".failed").with("error", String.valueOf(error));
    if (failure instanceof VecgoException) {
      write(WARNING, line);
    } else {
      log.log(WARNING, line::toString, failure);
    }
  }

  @Override
  public void onBackgroundFailure(
      Operation operation, Throwable failure, int failures, Duration retryAfter) {
    if (failure instanceof Error) { // onFailure was told of exceptions
      failed(operation, failure);
    }
    write(
        WARNING,
        line(name(operation) + ".retry")
            .with("failures", failures)
            .with("afterMillis", retryAfter.toMillis()));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
