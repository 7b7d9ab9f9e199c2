package io.vecgo.engine;

import io.vecgo.manifest.SegmentEntry;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.SegmentStats;
import io.vecgo.segment.SegmentPart;
import java.util.ArrayList;
import java.util.List;

/** Describes a state in figures. */
final class Statistics {
  private Statistics() {}

  static DatabaseStats of(State state) {
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
        segments);
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
