package io.vecgo.integrity;

import io.vecgo.manifest.SegmentEntry;
import io.vecgo.observe.SegmentRepair;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import java.util.Optional;

/**
 * What becomes of one segment of a version.
 *
 * @param entry as the version has it
 * @param state what is left of its file
 * @param live its rows that are live afterwards
 * @param keys of its rows; empty if none can be read
 * @param repair what is done; empty if nothing has to be
 */
record SegmentPlan(
    SegmentEntry entry,
    SegmentState state,
    RowSet live,
    Optional<KeyLookup> keys,
    Optional<SegmentRepair> repair) {

  static SegmentPlan of(
      SegmentEntry entry, SegmentState state, RowSet live, Optional<SegmentRepair> repair) {
    return new SegmentPlan(entry, state, live, state.rows().map(KeyLookup::new), repair);
  }

  /** Whether a live row has a key. */
  boolean hasLive(String key) {
    return keys.isPresent() && keys.get().has(key, live);
  }

  Optional<RowSource> rows() {
    return state.rows();
  }
}
