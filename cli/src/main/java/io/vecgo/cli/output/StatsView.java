package io.vecgo.cli.output;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.SegmentStats;
import io.vecgo.observe.VersionStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The state of a database as tables or as a JSON object. */
public final class StatsView {
  private StatsView() {}

  public static void print(Vecgo db, Console console) {
    DatabaseStats stats = db.stats();
    facts(db, stats).print(console);
    if (!stats.segments().isEmpty()) {
      console.println("");
      segments(stats.segments()).print(console);
    }
    if (!stats.missing().isEmpty()) {
      console.println("");
      missing(stats.missing()).print(console);
    }
  }

  private static Facts facts(Vecgo db, DatabaseStats stats) {
    return new Facts()
        .add("version", Figures.count(stats.manifestId()))
        .add("live vectors", Figures.count(stats.totalVectors()))
        .add("dimension", Figures.count(db.dimension()))
        .add("metric", db.metric().label())
        .add("quantization", db.index().quantization().label())
        .add("layout", db.index().layout().label())
        .add("schema", db.schema().fields().isEmpty() ? "(none)" : db.schema().toString())
        .add("segments", Figures.count(stats.segmentCount()))
        .add("tombstones", Figures.count(stats.tombstones()))
        .add("missing", missing(stats))
        .add("on disk", Figures.bytes(stats.diskBytes()))
        .add("versions", stats.versions().map(StatsView::versions).orElse("(unknown)"))
        .add("volume", stats.disk().map(StatsView::volume).orElse("(none)"))
        .add("waiting", waiting(stats))
        .add("memory", Figures.bytes(stats.memory().bytes()) + " besides mapped files")
        .add("block cache", blockCache(stats.blockCache()))
        .add("went wrong", wentWrong(stats.background()));
  }

  private static String blockCache(BlockCacheStats cache) {
    if (cache.requests() == 0) {
      return "(not used)";
    }
    return "%s of %s, %.0f %% hits, %s"
        .formatted(
            Figures.bytes(cache.heldBytes()),
            Figures.bytes(cache.budgetBytes()),
            100 * cache.hitRatio(),
            Figures.count(cache.requests(), "request"));
  }

  private static String versions(VersionStats versions) {
    return "%s, %s of files that only older ones need"
        .formatted(
            Figures.count(versions.count(), "version"), Figures.bytes(versions.reclaimableBytes()));
  }

  private static String volume(DiskSpace space) {
    return String.format(
        Locale.ROOT,
        "%.1f %% used, %s left",
        100 * space.usedShare(),
        Figures.bytes(space.usableBytes()));
  }

  private static String waiting(DatabaseStats stats) {
    return "%s in %s of memory, %s, %s"
        .formatted(
            Figures.count(stats.memtableRows(), "row"),
            Figures.bytes(stats.memtableBytes()),
            Figures.count(stats.background().frozenMemtables(), "memtable"),
            Figures.count(stats.background().pendingCompactions(), "merge"));
  }

  private static String wentWrong(BackgroundStats background) {
    return background
        .lastError()
        .map(error ->
            "%s, %s, %s; last: %s"
                .formatted(
                    Figures.count(background.failedCommits(), "commit"),
                    Figures.count(background.failedCompactions(), "compaction"),
                    Figures.count(background.corruptions(), "damaged read"),
                    error))
        .orElse("(nothing)");
  }

  private static String missing(DatabaseStats stats) {
    return stats.missing().isEmpty()
        ? "(none)"
        : Figures.count(stats.missingRows(), "record")
            + " in "
            + Figures.count(stats.missing().size(), "segment");
  }

  private static Table segments(List<SegmentStats> segments) {
    Table table =
        new Table(
            Column.left("segment"),
            Column.right("level"),
            Column.right("rows"),
            Column.right("tombstones"),
            Column.right("size"),
            Column.left("index"),
            Column.right("ids"));
    for (SegmentStats segment : segments) {
      table.add(
          segment.file(),
          Integer.toString(segment.level()),
          Figures.count(segment.rows()),
          Figures.count(segment.tombstones()),
          Figures.bytes(segment.bytes()),
          search(segment),
          segment.minId() + " to " + segment.maxId());
    }
    return table;
  }

  private static String search(SegmentStats segment) {
    return switch (segment.search()) {
      case GRAPH -> "graph, reranks " + segment.oversampling() + " k";
      case SCAN -> "scan";
      case NOT_READ -> "not read yet";
    };
  }

  private static Table missing(List<MissingSegment> segments) {
    Table table =
        new Table(
            Column.left("missing segment"),
            Column.right("records"),
            Column.right("ids"),
            Column.left("why"));
    for (MissingSegment segment : segments) {
      table.add(
          segment.file(),
          Figures.count(segment.rows()),
          segment.minId() + " to " + segment.maxId(),
          segment.detail());
    }
    return table;
  }

  public static Map<String, Object> json(Vecgo db) {
    DatabaseStats stats = db.stats();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("manifestId", stats.manifestId());
    object.put("totalVectors", stats.totalVectors());
    object.put("segmentCount", stats.segmentCount());
    object.put("tombstones", stats.tombstones());
    object.put("diskBytes", stats.diskBytes());
    object.put("memtableBytes", stats.memtableBytes());
    object.put("memtableRows", stats.memtableRows());
    object.put("memoryBytes", memory(stats.memory()));
    object.put("blockCache", json(stats.blockCache()));
    stats.versions().ifPresent(versions -> put(versions, object));
    stats.disk().ifPresent(disk -> object.put("diskUsedBytes", disk.usedBytes()));
    stats.disk().ifPresent(disk -> object.put("diskUsableBytes", disk.usableBytes()));
    object.put("background", json(stats.background()));
    object.put("dimension", db.dimension());
    object.put("metric", db.metric().label());
    object.put("m", db.index().m());
    object.put("efConstruction", db.index().efConstruction());
    object.put("quantization", db.index().quantization().label());
    object.put("layout", db.index().layout().label());
    object.put("schema", db.schema().toString());
    object.put("segments", stats.segments().stream().map(StatsView::json).toList());
    object.put("missingRows", stats.missingRows());
    object.put("missing", stats.missing().stream().map(StatsView::json).toList());
    return object;
  }

  private static void put(VersionStats versions, Map<String, Object> object) {
    object.put("versions", versions.count());
    versions.oldestAt().ifPresent(at -> object.put("oldestVersionAt", at.toString()));
    object.put("reclaimableBytes", versions.reclaimableBytes());
  }

  private static Map<String, Object> json(BlockCacheStats cache) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("hits", cache.hits());
    object.put("misses", cache.misses());
    object.put("evictions", cache.evictions());
    object.put("heldBytes", cache.heldBytes());
    object.put("budgetBytes", cache.budgetBytes());
    object.put("requests", cache.requests());
    object.put("fetchedBytes", cache.fetchedBytes());
    return object;
  }

  private static Map<String, Object> json(BackgroundStats background) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("frozenMemtables", background.frozenMemtables());
    object.put("pendingCompactions", background.pendingCompactions());
    object.put("failedCommits", background.failedCommits());
    object.put("failedCompactions", background.failedCompactions());
    object.put("postponedCompactions", background.postponedCompactions());
    object.put("backpressureEvents", background.backpressureEvents());
    object.put("corruptions", background.corruptions());
    background.lastError().ifPresent(error -> object.put("lastError", error));
    return object;
  }

  private static Map<String, Object> memory(MemoryStats memory) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (MemoryUse use : MemoryUse.values()) {
      object.put(use.label(), memory.byUse().getOrDefault(use, 0L));
    }
    return object;
  }

  private static Map<String, Object> json(MissingSegment segment) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", segment.file());
    object.put("rows", segment.rows());
    object.put("minId", segment.minId());
    object.put("maxId", segment.maxId());
    object.put("reason", segment.reason().name());
    object.put("detail", segment.detail());
    return object;
  }

  private static Map<String, Object> json(SegmentStats segment) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", segment.file());
    object.put("level", segment.level());
    object.put("rows", segment.rows());
    object.put("tombstones", segment.tombstones());
    object.put("bytes", segment.bytes());
    object.put("minId", segment.minId());
    object.put("maxId", segment.maxId());
    object.put("search", segment.search().name().toLowerCase(Locale.ROOT));
    object.put("oversampling", segment.oversampling());
    return object;
  }
}
