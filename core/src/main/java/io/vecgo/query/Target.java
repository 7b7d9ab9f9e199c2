package io.vecgo.query;

import io.vecgo.model.Filter;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a part that can be results, before it is planned how to find the nearest of them.
 *
 * @param filterNanos what it took to find them, waiting for the part included
 */
record Target(Part part, RowSet rows, long filterNanos) {

  /** The live rows of each part that match. */
  static List<Target> matching(Filter filter, List<? extends Part> parts) {
    boolean[] wasAtHand = new boolean[parts.size()];
    for (int i = 0; i < wasAtHand.length; i++) {
      wasAtHand[i] = parts.get(i).isAtHand();
    }
    long start = System.nanoTime();
    Prefetch.forFilter(filter, parts);
    long waitedNanos = System.nanoTime() - start;
    List<Target> targets = new ArrayList<>(parts.size());
    for (int i = 0; i < wasAtHand.length; i++) {
      boolean isFetched = !wasAtHand[i] && parts.get(i).isAtHand();
      targets.add(matching(filter, parts.get(i), isFetched ? waitedNanos : 0));
    }
    return targets;
  }

  /**
   * @param waitedNanos until the part was at hand, together with others
   */
  private static Target matching(Filter filter, Part part, long waitedNanos) {
    long start = System.nanoTime();
    RowSet rows = part.matching(filter);
    return new Target(part, rows, waitedNanos + System.nanoTime() - start);
  }

  /** The same without some rows. */
  Target without(RowSet some) {
    return new Target(part, rows.minus(some), 0);
  }

  /** These without the rows found: each list in its order. */
  static List<Target> without(List<Target> targets, List<Candidate> found) {
    List<Target> rest = new ArrayList<>(targets.size());
    for (Target target : targets) {
      RowSet.Builder rows = new RowSet.Builder();
      for (Candidate candidate : found) {
        if (candidate.isOf(target.part())) {
          rows.add(candidate.row());
        }
      }
      rest.add(target.without(rows.build()));
    }
    return rest;
  }
}
