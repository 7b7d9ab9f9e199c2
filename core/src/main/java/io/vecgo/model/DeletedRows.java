package io.vecgo.model;

import io.vecgo.model.CompactionPolicy.Run;
import io.vecgo.model.CompactionPolicy.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which segments are written anew because too many of their rows are deleted. */
final class DeletedRows {
  private static final long ROWS_MIN = 1_000;

  private DeletedRows() {}

  static void checkShare(double deletedShareMax) {
    if (!(deletedShareMax >= 0 && deletedShareMax <= 1)) {
      throw new IllegalArgumentException("deletedShareMax=" + deletedShareMax + ": must be 0 to 1");
    }
  }

  /** The first segment of 1,000 rows or more with a larger share of deleted ones. */
  static Optional<Run> mostlyDeleted(List<Size> segments, double deletedShareMax) {
    return IntStream.range(0, segments.size())
        .filter(at -> isMostlyDeleted(segments.get(at), deletedShareMax))
        .mapToObj(at -> new Run(at, at + 1))
        .findFirst();
  }

  private static boolean isMostlyDeleted(Size size, double deletedShareMax) {
    return size.rows() >= ROWS_MIN && size.rows() - size.liveRows() > deletedShareMax * size.rows();
  }
}
