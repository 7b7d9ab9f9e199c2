package io.vecgo.text;

import io.vecgo.rows.RowSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A field of a segment as the snapshots see it that have the same live rows. Where rows are
 * deleted, the rows of a term are counted when it is first searched for. Thread-safe.
 */
final class LiveField implements FieldText {
  private final EncodedField field;
  private final RowSet live;
  private final FieldStatistics statistics;
  private final ConcurrentHashMap<String, Integer> liveRowsOfTerms = new ConcurrentHashMap<>();

  LiveField(EncodedField field, RowSet live) {
    this.field = field;
    this.live = live;
    this.statistics = statistics(field, live);
  }

  private static FieldStatistics statistics(EncodedField field, RowSet live) {
    long rows = field.statistics().rows();
    long totalLength = field.statistics().totalLength();
    RowSet deleted = RowSet.range(field.rows()).minus(live);
    for (int row = deleted.nextRow(0); row != RowSet.END; row = deleted.nextRow(row + 1)) {
      int length = field.length(row);
      rows -= length > 0 ? 1 : 0;
      totalLength -= length;
    }
    return new FieldStatistics(Math.max(0, rows), Math.max(0, totalLength));
  }

  /** Whether this is what a snapshot with these live rows sees. */
  @SuppressWarnings("ReferenceEquality") // comparing whole sets would cost more than it saves
  boolean isOf(RowSet rows) {
    return live == rows;
  }

  @Override
  public FieldStatistics statistics() {
    return statistics;
  }

  @Override
  public Optional<Postings> postings(String term) {
    return field.postings(term).map(postings -> withLiveRows(term, postings));
  }

  private Postings withLiveRows(String term, EncodedPostings postings) {
    return live.cardinality() == field.rows()
        ? postings
        : postings.withLiveRows(liveRowsOfTerms.computeIfAbsent(term, _ -> postings.countIn(live)));
  }

  @Override
  public void lengths(int[] rows, int from, int to, int[] lengths) {
    field.lengths(rows, from, to, lengths);
  }
}
