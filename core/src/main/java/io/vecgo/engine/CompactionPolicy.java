package io.vecgo.engine;

import io.vecgo.kernel.FloatRows;
import io.vecgo.rows.RowSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which segments to merge, from their sizes alone. Only neighbours are merged, so that ids ascend
 * from segment to segment. Pure.
 */
public interface CompactionPolicy {

  /**
   * Merges everything into one segment without deleted rows; of more rows than a segment can hold,
   * as many of the oldest segments as fit.
   */
  CompactionPolicy ALL =
      segments ->
          IntStream.iterate(segments.size(), to -> to > 0, to -> to - 1)
              .mapToObj(to -> new Run(0, to))
              .filter(run -> run.fitsIntoASegment(segments))
              .filter(run -> run.changesSomething(segments))
              .findFirst();

  /**
   * What a policy knows of a segment.
   *
   * @param rows rows in the file
   * @param liveRows rows that are not deleted
   */
  record Size(long rows, long liveRows) {
    boolean hasDeletes() {
      return liveRows < rows;
    }

    private long rowsWhereJoined() {
      return FloatRows.joinedRows((int) Math.min(rows, RowSet.ROWS_MAX));
    }
  }

  /** Segments {@code from} to {@code to - 1}. */
  record Run(int from, int to) {

    boolean fitsIntoASegment(List<Size> segments) {
      long rows = segments.subList(from, to).stream().mapToLong(Size::rowsWhereJoined).sum();
      return rows <= RowSet.ROWS_MAX;
    }

    /** What a policy chooses of these segments alone. */
    Optional<Run> choose(CompactionPolicy policy, List<Size> segments) {
      return policy
          .choose(segments.subList(from, to))
          .map(chosen -> new Run(from + chosen.from(), from + chosen.to()));
    }

    private boolean changesSomething(List<Size> segments) {
      return to - from > 1 || segments.get(from).hasDeletes();
    }
  }

  /**
   * The next segments to merge, if any should be.
   *
   * @param segments of the current version, in order
   */
  Optional<Run> choose(List<Size> segments);

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
  record SizeTiered(int factor, double deletedShareMax) implements CompactionPolicy {
    /** Ten segments make a run; no segment keeps more than 30 % of deleted rows. */
    public static final SizeTiered DEFAULT = new SizeTiered(10, 0.3);

    private static final double GROWTH_MIN = 1.5;
    private static final long ROWS_WRITTEN_ANEW_MIN = 1_000;

    public SizeTiered {
      if (factor < 2) {
        throw new IllegalArgumentException("factor=" + factor + ": must be at least 2");
      }
      if (!(deletedShareMax >= 0 && deletedShareMax <= 1)) {
        throw new IllegalArgumentException(
            "deletedShareMax=" + deletedShareMax + ": must be 0 to 1");
      }
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
      return mostlyDeleted(segments);
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

    private Optional<Run> mostlyDeleted(List<Size> segments) {
      for (int at = 0; at < segments.size(); at++) {
        Size size = segments.get(at);
        if (size.rows() >= ROWS_WRITTEN_ANEW_MIN
            && size.rows() - size.liveRows() > deletedShareMax * size.rows()) {
          return Optional.of(new Run(at, at + 1));
        }
      }
      return Optional.empty();
    }

    private int tier(Size size) {
      int tier = 0;
      for (long rows = size.liveRows(); rows >= factor; rows /= factor) {
        tier++;
      }
      return tier;
    }
  }
}
