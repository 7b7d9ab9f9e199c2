package io.vecgo.engine;

import io.vecgo.manifest.SegmentEntry;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.SegmentStats;
import io.vecgo.segment.SegmentPart;
import java.util.List;

/** Describes a state in figures. */
final class Statistics {
  private Statistics() {}

  static DatabaseStats of(State state) {
    List<SegmentStats> segments =
        state.loaded().stream().map(one -> of(one.entry(), one.part())).toList();
    return new DatabaseStats(
        state.manifest().version(),
        state.liveRows(),
        segments.size(),
        segments.stream().mapToLong(SegmentStats::tombstones).sum(),
        segments.stream().mapToLong(SegmentStats::bytes).sum(),
        state.sum(part -> part.live().cardinality()),
        state.sum(part -> part.table().bytes()),
        segments,
        state.missing());
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
