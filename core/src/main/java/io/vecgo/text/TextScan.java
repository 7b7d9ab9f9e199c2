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
  static final int WINDOW_ROWS = 4_096;

  private static final int WORD_ROWS = Long.SIZE;

  private final RowSet wanted;
  private final NearestRows best;
  private final float floor;
  private final TextScratch scratch;
  private final TermCursor[] cursors; // ordered anew in each window, lowest bound first
  private final double[] bounds; // of each cursor and all before it
  private float reach; // a row must score more to be among the best

  /**
   * @param wanted the rows that count
   * @param k most rows to find
   * @param floor rows that score less need not be found
   */
  public TextScan(List<TextTerm> terms, RowSet wanted, int k, float floor, TextScratch scratch) {
    this.wanted = wanted;
    this.best = new NearestRows(k);
    this.floor = Math.nextDown(floor);
    this.scratch = scratch;
    this.reach = this.floor;
    this.cursors = new TermCursor[terms.size()];
    for (int i = 0; i < cursors.length; i++) {
      cursors[i] = new TermCursor(terms.get(i), scratch.buffers(i));
    }
    this.bounds = new double[cursors.length];
  }

  /** The best rows as {@link Ranked} longs, best first; distances are negated scores. */
  public long[] run() {
    int row = firstRow(0);
    while (row != RowSet.END) {
      int from = row - row % WORD_ROWS;
      searchWindow(from, from + WINDOW_ROWS);
      row = firstRow(from + WINDOW_ROWS);
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

  /** Where the next rows may be that are wanted and have a term. */
  private int firstRow(int from) {
    int first = TermCursor.NO_ROW;
    for (TermCursor cursor : cursors) {
      first = Math.min(first, cursor.firstRow(from));
    }
    return first == TermCursor.NO_ROW ? RowSet.END : wanted.nextRow(first);
  }

  private void searchWindow(int from, int to) {
    for (TermCursor cursor : cursors) {
      cursor.enter(from, to);
    }
    sortCursors();
    int essential = firstEssential();
    if (essential == cursors.length - 1) {
      follow(cursors[essential], from, to);
    } else if (essential < cursors.length) {
      for (int i = essential; i < cursors.length; i++) {
        cursors[i].addAll(from, to, scratch.scores, scratch.marks);
      }
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

  /** Where a single term is essential, its rows are completed one by one. */
  private void follow(TermCursor lead, int from, int to) {
    int others = cursors.length - 1;
    double rest = boundOfFirst(others);
    while (lead.enterRun(from, to)) {
      for (int i = lead.runBegin(); i < lead.runEnd(); i++) {
        complete(lead.rowAt(i), lead.scoreAt(i), rest, others);
      }
      lead.leaveRun();
    }
  }

  private void collect(int from, int essential) {
    double rest = boundOfFirst(essential);
    long[] marks = scratch.marks;
    double[] scores = scratch.scores;
    for (int word = 0; word < marks.length; word++) {
      for (long bits = marks[word]; bits != 0; bits &= bits - 1) {
        int place = word * WORD_ROWS + Long.numberOfTrailingZeros(bits);
        double score = scores[place];
        scores[place] = 0;
        complete(from + place, score, rest, essential);
      }
      marks[word] = 0;
    }
  }

  private double boundOfFirst(int count) {
    return count == 0 ? 0 : bounds[count - 1];
  }

  /**
   * Adds what the other terms give a row, as long as it may get among the best.
   *
   * @param rest the most that they can give
   */
  private void complete(int row, double essentialScore, double rest, int others) {
    if (!isEnough(essentialScore + rest) || !wanted.contains(row)) {
      return;
    }
    double score = essentialScore;
    for (int i = others - 1; i >= 0; i--) {
      if (!isEnough(score + bounds[i])) {
        return;
      }
      score += cursors[i].score(row);
    }
    if (isEnough(score)) {
      best.offer(Ranked.of((float) -score, row));
      reach = Math.max(floor, -best.reach());
    }
  }

  /**
   * Whether a later row of this score is among the best: one that equals the last of these is not.
   */
  private boolean isEnough(double score) {
    return (float) score > reach;
  }
}
