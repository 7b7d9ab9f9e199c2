package io.vecgo.engine;

import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.StoreException;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.SegmentStats;
import io.vecgo.segment.SegmentPart;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Describes a database in figures. */
final class Statistics {
  private final BlobStore store;
  private final LiveState live;
  private final Watched watched;

  Statistics(BlobStore store, LiveState live, Watched watched) {
    this.store = store;
    this.live = live;
    this.watched = watched;
  }

  /** The figures of this instant. */
  DatabaseStats now() {
    live.checkOpen();
    State state = live.pin();
    try {
      return of(state, store.space(), watched.searches());
    } catch (IOException failure) {
      throw new StoreException(
          "cannot tell the room on the volume of " + store.location(), failure);
    } finally {
      state.generation().unpin();
    }
  }

  private static DatabaseStats of(State state, Optional<DiskSpace> disk, LatencyStats searches) {
    List<SegmentStats> segments = new ArrayList<>();
    for (int i = 0; i < state.segments().size(); i++) {
      segments.add(of(state.manifest().segments().get(i), state.segments().get(i)));
    }
    return new DatabaseStats(
        state.manifest().version(),
        state.liveRows(),
        segments.size(),
        segments.stream().mapToLong(SegmentStats::tombstones).sum(),
        state.manifest().segments().stream().mapToLong(SegmentEntry::bytes).sum(),
        state.sum(part -> part.live().cardinality()),
        state.sum(part -> part.table().bytes()),
        OptionalLong.empty(),
        segments,
        disk,
        searches);
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
        part.hasGraph(),
        part.segment().storedOversampling());
  }
}
