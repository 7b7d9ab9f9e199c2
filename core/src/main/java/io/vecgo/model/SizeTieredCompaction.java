package io.vecgo.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Segments are of one tier if their sizes differ by less than the factor. A run of that many
 * neighbours of one tier or below is merged, lowest tiers first, unless the largest of them holds
 * more than two thirds of the rows. So each merge makes the segment of a row larger by half: of n
 * rows each is written log<sub>1.5</sub> n times at most, about log<sub>2</sub> n on average,
 * however small the commits.
 *
 * @param factor segments that make a run, at least 2
 * @param deletedShareMax a segment of 1,000 rows or more with a larger share of deleted ones is
 *     written anew, 0 to 1
 */
public record SizeTieredCompaction(int factor, double deletedShareMax) implements CompactionPolicy {
  private static final double GROWTH_MIN = 1.5;

  public SizeTieredCompaction {
    if (factor < 2) {
      throw new IllegalArgumentException("factor=" + factor + ": must be at least 2");
    }
    DeletedRows.checkShare(deletedShareMax);
  }

  @Override
  public Optional<Run> choose(List<Size> segments) {
    int highest = segments.stream().mapToInt(this::tier).max().orElse(-1);
    for (int tier = 0; tier <= highest; tier++) {
      Optional<Run> run = runUpTo(tier, segments);
      if (run.isPresent()) {
        return run;
      }
    }
    return DeletedRows.mostlyDeleted(segments, deletedShareMax);
  }

  /** The first run of neighbours of this tier or below that is worth a merge. */
  private Optional<Run> runUpTo(int tier, List<Size> segments) {
    int from = 0;
    for (int at = 0; at <= segments.size(); at++) {
      if (at == segments.size() || tier(segments.get(at)) > tier) {
        Optional<Run> run = balanced(from, at, segments);
        if (run.isPresent()) {
          return run;
        }
        from = at + 1;
      }
    }
    return Optional.empty();
  }

  /** The neighbours, or those on one side of the largest if that would hardly grow. */
  private Optional<Run> balanced(int from, int to, List<Size> segments) {
    if (to - from < factor || !new Run(from, to).fitsIntoASegment(segments)) {
      return Optional.empty();
    }
    int largest = largest(from, to, segments);
    long rows = segments.subList(from, to).stream().mapToLong(Size::liveRows).sum();
    return rows >= GROWTH_MIN * segments.get(largest).liveRows()
        ? Optional.of(new Run(from, to))
        : balanced(from, largest, segments).or(() -> balanced(largest + 1, to, segments));
  }

  private static int largest(int from, int to, List<Size> segments) {
    return IntStream.range(from, to)
        .boxed()
        .max(Comparator.comparingLong(at -> segments.get(at).liveRows()))
        .orElseThrow();
  }

  private int tier(Size size) {
    int tier = 0;
    for (long rows = size.liveRows(); rows >= factor; rows /= factor) {
      tier++;
    }
    return tier;
  }
}
