package io.vecgo.model;

import java.util.List;
import java.util.Optional;

/**
 * One segment a level, each level the factor times as large as all that is newer: fewer segments to
 * search than {@link SizeTieredCompaction} leaves, for more writing.
 *
 * <p>A segment is settled if it holds the factor times the rows of all newer ones, or more, and all
 * older ones are settled. Newer segments than the settled ones may wait, so many; then they are
 * merged, the first unsettled one among them. So there are about log<sub>factor + 1</sub> n
 * segments and those that wait. When a row is rewritten, either its segment is the first unsettled
 * one, which those that came behind it pay for, at most the factor for each row; or its segment
 * becomes factor + 1 times as large. Of n rows in equal commits each is written about (factor + 1)
 * log<sub>factor + 1</sub> n times at most.
 *
 * @param freshMax newest segments that wait, at least 1
 * @param factor between the sizes of levels, at least 2
 * @param deletedShareMax a segment of 1,000 rows or more with a larger share of deleted ones is
 *     written anew, 0 to 1
 */
public record LeveledCompaction(int freshMax, int factor, double deletedShareMax)
    implements CompactionPolicy {

  public LeveledCompaction {
    Limits.checkRange("freshMax", freshMax, 1, Integer.MAX_VALUE);
    Limits.checkRange("factor", factor, 2, Integer.MAX_VALUE);
    DeletedRows.checkShare(deletedShareMax);
  }

  @Override
  public Optional<Run> choose(List<Size> segments) {
    Run unsettled = new Run(settled(segments), segments.size());
    Optional<Run> merged =
        unsettled.to() - unsettled.from() > freshMax
            ? asManyAsFit(unsettled, segments)
            : Optional.empty();
    return merged.or(() -> DeletedRows.mostlyDeleted(segments, deletedShareMax));
  }

  /** How many of the oldest segments are settled. */
  private int settled(List<Size> segments) {
    long newer = segments.stream().mapToLong(Size::liveRows).sum();
    for (int at = 0; at < segments.size(); at++) {
      newer -= segments.get(at).liveRows();
      if (segments.get(at).liveRows() < (double) factor * newer || newer == 0) {
        return at;
      }
    }
    return segments.size();
  }

  /** The newest of the run that one segment can hold. */
  private static Optional<Run> asManyAsFit(Run run, List<Size> segments) {
    int from = run.from();
    while (!new Run(from, run.to()).fitsIntoASegment(segments)) {
      from++;
    }
    return run.to() - from > 1 ? Optional.of(new Run(from, run.to())) : Optional.empty();
  }
}
