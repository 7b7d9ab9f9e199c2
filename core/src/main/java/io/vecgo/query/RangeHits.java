package io.vecgo.query;

import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * All rows that match and whose score is as good as a threshold or better: part by part, in the
 * order of their rows. Every matching row is compared; at any time a batch of them is in memory.
 * Confined to one thread.
 */
public final class RangeHits implements Iterator<Hit> {
  private static final int BATCH_ROWS = 256;

  private final Query query;
  private final Metric metric;
  private final float distanceMax;
  private final Iterator<? extends Part> parts;
  private final int[] batch = new int[BATCH_ROWS];
  private final float[] distances = new float[BATCH_ROWS];
  private final List<Candidate> waiting = new ArrayList<>();
  private int next; // of those waiting
  private Optional<RowsInTurn> current = Optional.empty();

  /**
   * @param threshold largest squared distance for L2, least similarity for other metrics
   */
  public RangeHits(Query query, float threshold, Metric metric, List<? extends Part> parts) {
    this.query = query;
    this.metric = metric;
    this.distanceMax = metric == Metric.L2 ? threshold : -threshold;
    this.parts = parts.iterator();
  }

  @Override
  public boolean hasNext() {
    while (next == waiting.size() && (current.isPresent() || parts.hasNext())) {
      RowsInTurn rows = current.orElseGet(this::nextPart);
      compareBatch(rows);
      current = rows.isEmpty() ? Optional.empty() : Optional.of(rows);
    }
    return next < waiting.size();
  }

  private RowsInTurn nextPart() {
    Part part = parts.next();
    boolean isTooFar = part.nearest(query.vector()) > distanceMax;
    return new RowsInTurn(part, isTooFar ? RowSet.none() : part.matching(query.filter()), 0);
  }

  private void compareBatch(RowsInTurn rows) {
    waiting.clear();
    next = 0;
    Part part = rows.part();
    int count = rows.take(batch);
    part.distances(query.vector(), batch, count, distances);
    for (int i = 0; i < count; i++) {
      if (distances[i] <= distanceMax) {
        waiting.add(new Candidate(distances[i], part.id(batch[i]), part, batch[i]));
      }
    }
  }

  @Override
  public Hit next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Prefetch.forRows(waiting, next, query.returned());
    return waiting.get(next++).fetch(query, metric);
  }
}
