package io.vecgo.engine;

import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.StoreException;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.MemtableStatus;
import io.vecgo.observe.SegmentStats;
import io.vecgo.observe.SegmentStats.Search;
import io.vecgo.observe.VersionStats;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryBudget;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentReading;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Describes a database in figures. */
final class Statistics {
  private final BlobStore store;
  private final VersionFigures versions;
  private final LiveState live;
  private final MemtableUse memtables;
  private final Watched watched;
  private final RecallMonitor recall;
  private final Settings settings;
  private final Incidents incidents;
  private final Compaction compaction;
  private final MemoryAccount memory;
  private final SegmentReading files;

  Statistics(
      BlobStore store,
      LiveState live,
      MemtableUse memtables,
      Watched watched,
      RecallMonitor recall,
      Settings settings,
      Incidents incidents,
      Compaction compaction,
      SegmentReading files) {
    this.files = files;
    this.memory = files.account();
    this.settings = settings;
    this.incidents = incidents;
    this.compaction = compaction;
    this.store = store;
    this.versions = new VersionFigures(store);
    this.live = live;
    this.memtables = memtables;
    this.watched = watched;
    this.recall = recall;
  }

  /** The figures of this instant. */
  DatabaseStats now() {
    live.checkOpen();
    State state = live.pin();
    try {
      return of(state, versions.of(state.manifest()), store.space());
    } catch (IOException failure) {
      throw new StoreException(
          "cannot tell the files and the room in " + store.location(), failure);
    } finally {
      state.generation().unpin();
    }
  }

  private DatabaseStats of(State state, Optional<VersionStats> all, Optional<DiskSpace> disk) {
    List<SegmentStats> segments =
        state.loaded().stream().map(one -> of(one.entry(), one.part())).toList();
    MemtableStatus uncommitted = memtables.status(state);
    return new DatabaseStats(
        state.manifest().version(),
        state.liveRows(),
        segments.size(),
        segments.stream().mapToLong(SegmentStats::tombstones).sum(),
        segments.stream().mapToLong(SegmentStats::bytes).sum(),
        state.sum(part -> part.live().cardinality()),
        uncommitted.bytes(),
        uncommitted.limitBytes(),
        segments,
        state.missing(),
        all,
        disk,
        watched.searches(),
        recall.estimate(),
        incidents.stats(
            state.active().usedBytes(),
            settings.background().memtableBytes(),
            state.frozen().size(),
            compaction.pending(),
            compaction.pendingFor()),
        memory(),
        files.blocks().orElseThrow().stats(),
        store.diskCache());
  }

  private MemoryStats memory() {
    MemoryBudget budget = memory.budget();
    return new MemoryStats(
        memory.byUse(),
        budget.usedBytes(),
        budget.reservedBytes(),
        budget.isLimited() ? OptionalLong.of(budget.limits().bytes()) : OptionalLong.empty());
  }

  private static SegmentStats of(SegmentEntry entry, SegmentPart part) {
    int rows = entry.info().rows();
    return new SegmentStats(
        entry.info().file(),
        entry.level(),
        rows,
        rows - part.live().cardinality(),
        entry.bytes(),
        entry.info().minId(),
        entry.info().maxId(),
        search(part),
        part.segment().isRead() ? part.segment().storedOversampling() : 1);
  }

  /** What nobody has needed yet is not fetched to be counted. */
  private static Search search(SegmentPart part) {
    if (!part.segment().isRead()) {
      return Search.NOT_READ;
    }
    return part.hasGraph() ? Search.GRAPH : Search.SCAN;
  }
}
