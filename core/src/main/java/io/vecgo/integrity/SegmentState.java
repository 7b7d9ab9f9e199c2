package io.vecgo.integrity;

import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentSalvage;
import java.io.IOException;
import java.util.Optional;

/** What is left of a segment file. Who gets one closes it. */
sealed interface SegmentState extends AutoCloseable {

  /** All is as it was written. */
  record Sound(Segment segment) implements SegmentState {
    @Override
    public Optional<RowSource> rows() {
      RowSet all = RowSet.range(segment.info().rows());
      return Optional.of(new SegmentPart(segment, all));
    }

    @Override
    public void close() {
      segment.discard();
    }
  }

  /** Something is damaged; some rows may be intact. */
  record Damaged(SegmentSalvage salvage, String problem) implements SegmentState {
    @Override
    public Optional<RowSource> rows() {
      return Optional.of(salvage);
    }

    @Override
    public void close() throws IOException {
      salvage.close();
    }
  }

  /** There is no such file, or nothing in it can be read. */
  record Lost(SegmentInfo info, String problem) implements SegmentState {
    @Override
    public Optional<RowSource> rows() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  /** The rows that can be read, deleted or not. */
  Optional<RowSource> rows();

  @Override
  void close() throws IOException;
}
