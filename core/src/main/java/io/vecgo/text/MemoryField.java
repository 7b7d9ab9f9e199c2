package io.vecgo.text;

import io.vecgo.analysis.Analyzer;
import io.vecgo.model.Document;
import io.vecgo.rows.RowInts;
import io.vecgo.rows.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One field of a memtable: grows with every row and is searchable at once. Rows of any number of
 * writers may be added at the same time; readers take no lock.
 */
final class MemoryField {
  /** A map entry, a string and the list of its rows, estimated. */
  private static final long TERM_BYTES = 160;

  /** Of frequent terms, whose rows are kept sorted as long as no row is written: 3 MB. */
  private static final int ROWS_KEPT_MAX = 1 << 18;

  private final String name;
  private final RowInts lengths = new RowInts();
  private final ConcurrentHashMap<String, GrowingPostings> postings = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable Seen newest; // what it has counted is used by many searches

  MemoryField(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void ensureCapacity(int rows) {
    lengths.ensureCapacity(rows);
  }

  long bytes() {
    return lengths.capacityBytes() + bytes.get();
  }

  long postingsBytes() {
    return bytes.get();
  }

  /** Indexes the text of a row, unless it was indexed before. */
  void add(int row, Document document, Analyzer analyzer) {
    if (lengths.get(row) > 0) {
      return;
    }
    Map<String, int[]> counts = new HashMap<>();
    TextSpec.analyze(
        analyzer, document, name, term -> counts.computeIfAbsent(term, _ -> new int[1])[0]++);
    int length = 0;
    for (Map.Entry<String, int[]> of : counts.entrySet()) {
      int count = of.getValue()[0];
      length += count;
      GrowingPostings list = postings.computeIfAbsent(of.getKey(), this::newPostings);
      bytes.addAndGet(list.add(row, Math.min(TermRows.FREQUENCY_MAX, count)));
    }
    lengths.set(row, length);
  }

  private GrowingPostings newPostings(String term) {
    bytes.addAndGet(TERM_BYTES + 2L * term.length());
    return new GrowingPostings();
  }

  /** The field as a snapshot sees it. */
  FieldText seenBy(RowSet live) {
    Seen known = newest;
    if (known == null || !known.isOf(live)) {
      known = new Seen(live);
      newest = known;
    }
    return known;
  }

  private final class Seen implements FieldText {
    private final RowSet live;
    private final FieldStatistics statistics;
    private final ConcurrentHashMap<String, Postings> ofFrequentTerms = new ConcurrentHashMap<>();
    private final AtomicLong rowsKept = new AtomicLong();

    Seen(RowSet live) {
      this.live = live;
      this.statistics = count(live);
    }

    private FieldStatistics count(RowSet of) {
      long rows = 0;
      long totalLength = 0;
      for (int row = of.nextRow(0); row != RowSet.END; row = of.nextRow(row + 1)) {
        int length = lengths.get(row);
        rows += length > 0 ? 1 : 0;
        totalLength += length;
      }
      return new FieldStatistics(rows, totalLength);
    }

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
      Postings known = ofFrequentTerms.get(term);
      return known != null ? Optional.of(known) : sorted(term);
    }

    private Optional<Postings> sorted(String term) {
      GrowingPostings list = postings.get(term);
      long[] found = list == null ? new long[0] : list.sorted(live);
      if (found.length == 0) {
        return Optional.empty();
      }
      Postings sorted = SortedPostings.of(found, this);
      if (found.length >= Postings.BLOCK_ROWS
          && rowsKept.addAndGet(found.length) <= ROWS_KEPT_MAX) {
        ofFrequentTerms.put(term, sorted);
      }
      return Optional.of(sorted);
    }

    @Override
    public void lengths(int[] rows, int from, int to, int[] out) {
      for (int i = from; i < to; i++) {
        out[i] = lengths.get(rows[i]);
      }
    }
  }
}
