package io.vecgo.text;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.rows.RowSet;
import java.util.List;

/**
 * Finds the rows of a part that score highest, without looking at all of them.
 *
 * <p>It goes through the rows in windows. For each window the bounds of the terms are known from
 * their blocks. Terms whose bounds together cannot lift a row into the result are not essential:
 * only rows of the other terms are collected, and the terms left out are looked up for those that
 * can still get there. It is the MaxScore algorithm (Turtle and Flood, 1995) with the bounds of
 * blocks (Ding and Suel, 2011) in place of those of whole lists. Bounds are exact, so the result is
 * that of scoring every row.
 *
 * <p>Confined to one thread.
 */
public final class TextScan {
  private static final int WINDOW_ROWS = 4_096;

  private final RowSet wanted;
  private final NearestRows best;
  private final float floor;
  private final TermCursor[] cursors; // ordered anew in each window, lowest bound first
  private final double[] bounds; // of each cursor and all before it
  private final double[] scores = new double[WINDOW_ROWS];
  private final long[] marks = new long[WINDOW_ROWS / Long.SIZE];

  /**
   * @param wanted the rows that count
   * @param k most rows to find
   * @param floor rows that score less need not be found
   */
  public TextScan(List<TextTerm> terms, RowSet wanted, int k, float floor) {
    this.wanted = wanted;
    this.best = new NearestRows(k);
    this.floor = Math.nextDown(floor);
    this.cursors = terms.stream().map(TermCursor::new).toArray(TermCursor[]::new);
    this.bounds = new double[cursors.length];
  }

  /** The best rows as {@link Ranked} longs, best first; distances are negated scores. */
  public long[] run() {
    for (int row = wanted.nextRow(0); row != RowSet.END; ) {
      int from = row / WINDOW_ROWS * WINDOW_ROWS;
      searchWindow(from, from + WINDOW_ROWS);
      row = wanted.nextRow(from + WINDOW_ROWS);
    }
    return best.drainSorted();
  }

  /** Entries of postings that were read. */
  public long postingsRead() {
    long read = 0;
    for (TermCursor cursor : cursors) {
      read += cursor.read();
    }
    return read;
  }

  private void searchWindow(int from, int to) {
    for (TermCursor cursor : cursors) {
      cursor.enter(from, to);
    }
    sortCursors();
    int essential = firstEssential();
    for (int i = essential; i < cursors.length; i++) {
      cursors[i].addAll(from, to, scores, marks);
    }
    if (essential < cursors.length) {
      collect(from, essential);
    }
  }

  /** By insertion: there are few, and the order changes little from window to window. */
  private void sortCursors() {
    for (int i = 1; i < cursors.length; i++) {
      TermCursor cursor = cursors[i];
      int to = i;
      while (to > 0 && cursors[to - 1].bound() > cursor.bound()) {
        cursors[to] = cursors[to - 1];
        to--;
      }
      cursors[to] = cursor;
    }
  }

  private int firstEssential() {
    double sum = 0;
    int essential = 0;
    for (int i = 0; i < cursors.length; i++) {
      sum += cursors[i].bound();
      bounds[i] = sum;
      essential = isEnough(sum) ? essential : i + 1;
    }
    return essential;
  }

  private void collect(int from, int essential) {
    double rest = essential == 0 ? 0 : bounds[essential - 1];
    for (int word = 0; word < marks.length; word++) {
      for (long bits = marks[word]; bits != 0; bits &= bits - 1) {
        int place = (word << 6) + Long.numberOfTrailingZeros(bits);
        double score = scores[place];
        scores[place] = 0;
        if (isEnough(score + rest) && wanted.contains(from + place)) {
          complete(from + place, score, essential);
        }
      }
      marks[word] = 0;
    }
  }

  private void complete(int row, double essentialScore, int essential) {
    double score = essentialScore;
    for (int i = essential - 1; i >= 0; i--) {
      if (!isEnough(score + bounds[i])) {
        return;
      }
      score += cursors[i].score(row);
    }
    if (isEnough(score)) {
      best.offer(Ranked.of((float) -score, row));
    }
  }

  /**
   * Whether a later row of this score is among the best: one that equals the last of these is not.
   */
  private boolean isEnough(double score) {
    return (float) score > Math.max(floor, -best.reach());
  }
}
