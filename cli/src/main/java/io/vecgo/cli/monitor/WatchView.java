package io.vecgo.cli.monitor;

import io.vecgo.cli.output.Facts;
import io.vecgo.cli.output.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What one database does, between two readings of its metrics. */
public final class WatchView {
  private static final String LATENCY = "vecgo_operation_latency_seconds";

  private final Exposition before;
  private final Exposition now;
  private final Duration between;
  private final String database;

  /**
   * @param before an earlier reading; an empty one for everything since the start
   * @param between time between the readings; zero if the earlier one is empty
   * @param database value of the label {@code database}
   */
  public WatchView(Exposition before, Exposition now, Duration between, String database) {
    this.before = before;
    this.now = now;
    this.between = between;
    this.database = database;
  }

  public Facts facts() {
    return new Facts()
        .add("database", database)
        .add("memtable", memtable())
        .add("segments", segments())
        .add("searches", latencies("search"))
        .add("inserts", latencies("insert"))
        .add("commits", latencies("commit"))
        .add("compaction", compaction())
        .add("backpressure", backpressure());
  }

  private String memtable() {
    return "%s, %s, %s full, %s waiting"
        .formatted(
            count("vecgo_memtable_rows", "row"),
            bytes("vecgo_memtable_size_bytes"),
            percent(value("vecgo_memtable_usage_ratio")),
            queue("commit_queue"));
  }

  private String segments() {
    return "%s, %s, %s, version %s"
        .formatted(
            count("vecgo_segments", "segment"),
            count("vecgo_vectors", "live row"),
            bytes("vecgo_database_size_bytes"),
            number(value("vecgo_version")));
  }

  /** Percentiles are the upper bounds of buckets. */
  private String latencies(String op) {
    Map<String, String> labels = labels("op", op);
    return "%s, p50 %s, p95 %s, p99 %s"
        .formatted(
            rate(LATENCY + "_count", labels),
            quantile(labels, 0.5),
            quantile(labels, 0.95),
            quantile(labels, 0.99));
  }

  private String quantile(Map<String, String> labels, double quantile) {
    OptionalDouble seconds = now.quantile(LATENCY, labels, quantile, before);
    return seconds.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "<= %.2f ms", seconds.getAsDouble() * 1e3);
  }

  private String compaction() {
    return "%s waiting, %s, %s failed"
        .formatted(
            queue("compaction_queue"),
            rate("vecgo_compactions_total", labels("status", "success")),
            number(now.sum("vecgo_compactions_total", labels("status", "error"))));
  }

  private String backpressure() {
    return "%s, %s refused"
        .formatted(
            rate("vecgo_backpressure_events_total", labels()),
            number(value("vecgo_backpressure_refused_total")));
  }

  /** So much a second, or in all if there is no earlier reading. */
  private String rate(String counter, Map<String, String> labels) {
    double increase = now.sum(counter, labels).orElse(0) - before.sum(counter, labels).orElse(0);
    return between.isZero()
        ? String.format(Locale.ROOT, "%,.0f in all", increase)
        : String.format(Locale.ROOT, "%,.1f/s", increase / (between.toNanos() / 1e9));
  }

  private String queue(String queue) {
    return number(now.sum("vecgo_queue_depth", labels("queue", queue)));
  }

  private OptionalDouble value(String name) {
    return now.sum(name, labels());
  }

  private Map<String, String> labels() {
    return Map.of("database", database);
  }

  private Map<String, String> labels(String name, String value) {
    return Map.of("database", database, name, value);
  }

  private String count(String gauge, String noun) {
    OptionalDouble value = value(gauge);
    return value.isEmpty() ? "- " + noun + "s" : Figures.count((long) value.getAsDouble(), noun);
  }

  private String bytes(String gauge) {
    OptionalDouble value = value(gauge);
    return value.isEmpty() ? "-" : Figures.bytes((long) value.getAsDouble());
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "-" : Figures.count((long) value.getAsDouble());
  }

  private static String percent(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * value.getAsDouble());
  }
}
