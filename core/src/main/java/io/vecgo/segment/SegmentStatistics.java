package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.columns.MetadataStatistics;
import io.vecgo.kernel.Ball;
import io.vecgo.model.Metric;
import java.util.Optional;

/**
 * What is known of a segment's rows without opening it: enough to prove that none of them can be a
 * result. Rows that were deleted since count too. At most 8.3 KB in a manifest. Layout:
 * docs/format/manifest.md.
 *
 * @param metadata of the documents
 * @param ball holds all vectors, if they are short enough
 */
public record SegmentStatistics(MetadataStatistics metadata, Optional<Ball> ball) {
  /** Says nothing. */
  public static final SegmentStatistics UNKNOWN =
      new SegmentStatistics(MetadataStatistics.UNKNOWN, Optional.empty());

  private static final int VERSION = 1;

  public void write(ByteWriter out) {
    out.u8(VERSION).u8(ball.isPresent() ? 1 : 0);
    ball.ifPresent(all -> all.write(out));
    metadata.write(out);
  }

  /** Reads what {@link #write} wrote, to the end; what another version wrote says nothing. */
  public static SegmentStatistics read(Metric metric, int dimension, ByteReader in) {
    if (in.remaining() == 0 || in.u8() != VERSION) {
      return UNKNOWN;
    }
    boolean hasBall = in.u8() != 0;
    if (hasBall && dimension > Ball.DIMENSION_MAX) {
      throw in.corrupt(
          "ball of long vectors", "up to " + Ball.DIMENSION_MAX + " components", "" + dimension);
    }
    Optional<Ball> ball =
        hasBall ? Optional.of(Ball.read(metric, dimension, in)) : Optional.empty();
    return new SegmentStatistics(MetadataStatistics.read(in), ball);
  }
}
