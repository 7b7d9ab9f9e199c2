package io.vecgo.segment;

import io.vecgo.columns.Stripe;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * The metadata columns of a segment, in stripes of {@link Stripe#ROWS_MAX} rows; the last one may
 * have fewer. Without a section no row has metadata. Thread-safe.
 */
final class SegmentColumns {
  private final int rows;
  private final Optional<RowBytes> section;
  private final AtomicReferenceArray<Stripe> stripes; // each made when it is first asked
  private final FilterCache cache = new FilterCache();

  SegmentColumns(Optional<Section> section, int rows) {
    this.rows = rows;
    int count = stripes(rows);
    this.section = section.map(bytes -> new RowBytes(bytes, count, Integer.MAX_VALUE));
    this.stripes = new AtomicReferenceArray<>(count);
  }

  /** How many stripes so many rows take. */
  static int stripes(int rows) {
    return (rows + Stripe.ROWS_MAX - 1) / Stripe.ROWS_MAX;
  }

  /** Memory of what the last filters match. */
  long filterBytes() {
    return cache.bytes();
  }

  /** Those of some rows that satisfy a filter: exactly those. */
  RowSet matching(Filter filter, RowSet candidates, IntFunction<Document> documents) {
    if (section.isEmpty()) {
      return filter.matches(Document.EMPTY) ? candidates : RowSet.none();
    }
    Optional<RowSet> known = cache.get(filter);
    RowSet matching = known.isPresent() ? known.get() : allMatching(filter, documents);
    return matching.and(candidates);
  }

  /** Asks every row, deleted ones included, and remembers the answer. */
  private RowSet allMatching(Filter filter, IntFunction<Document> documents) {
    List<RowSet> ofStripes = new ArrayList<>(stripes.length());
    for (int i = 0; i < stripes.length(); i++) {
      int first = i * Stripe.ROWS_MAX;
      RowSet all = RowSet.range(rowsOf(i));
      ofStripes.add(stripe(i).matching(filter, all, row -> documents.apply(first + row)));
    }
    RowSet matching = RowSet.joined(ofStripes, Stripe.ROWS_MAX);
    cache.put(filter, matching);
    return matching;
  }

  /** Reads and checks everything. */
  void verify() {
    section.ifPresent(RowBytes::verify);
    for (int i = 0; i < stripes.length() && section.isPresent(); i++) {
      stripe(i).verify();
    }
  }

  private Stripe stripe(int index) {
    Stripe made = stripes.get(index);
    if (made == null) {
      made = section.orElseThrow().stripe(index, rowsOf(index));
      stripes.set(index, made); // two threads may make two, which are equal
    }
    return made;
  }

  private int rowsOf(int stripe) {
    return Math.min(Stripe.ROWS_MAX, rows - stripe * Stripe.ROWS_MAX);
  }
}
