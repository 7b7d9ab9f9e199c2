package io.vecgo.memtable;

import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.Stripe;
import io.vecgo.columns.StripeBuilder;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowArray;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Which rows of a memtable satisfy a filter. Rows are taken in blocks; the write that completes a
 * block makes its columns, and in a block that is not complete each document is looked at.
 *
 * <p>Threads: {@link #ensureCapacity} is called by one thread at a time, all else by any; readers
 * take no lock.
 */
final class RowMetadata {
  /** Few enough that looking at each document of one block takes little. */
  static final int BLOCK_ROWS = RowSet.CHUNK_ROWS;

  private static final String PLACE = "memtable";

  private final IntFunction<Document> documents;
  private final RowArray<AtomicInteger> written = new RowArray<>();
  private final RowArray<Stripe> stripes = new RowArray<>();
  private final AtomicLong bytes = new AtomicLong();
  private int blocks;

  /**
   * @param documents those of the rows that were {@link #wrote written}
   */
  RowMetadata(IntFunction<Document> documents) {
    this.documents = documents;
  }

  /** Makes room for so many rows. */
  void ensureCapacity(int rows) {
    int needed = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    written.ensureCapacity(needed);
    stripes.ensureCapacity(needed);
    for (; blocks < needed; blocks++) {
      written.set(blocks, new AtomicInteger());
    }
  }

  /** Says that the document of a row is there; once for each row. */
  void wrote(int row) {
    int block = row / BLOCK_ROWS;
    if (written.get(block).orElseThrow().incrementAndGet() == BLOCK_ROWS) {
      stripes.set(block, stripe(block));
    }
  }

  private Stripe stripe(int block) {
    StripeBuilder builder = new StripeBuilder();
    int first = block * BLOCK_ROWS;
    for (int row = first; row < first + BLOCK_ROWS; row++) {
      builder.add(documents.apply(row));
    }
    MemorySegment encoded = MemorySegment.ofArray(builder.write().toArray());
    bytes.addAndGet(encoded.byteSize());
    ByteReader.Place place = new ByteReader.Place(PLACE, "COLUMNS", 0);
    return new Stripe(
        (offset, length) -> new ByteReader(encoded.asSlice(offset, length), place),
        encoded.byteSize(),
        BLOCK_ROWS);
  }

  /** Memory of the columns, in bytes. */
  long bytes() {
    return bytes.get();
  }

  /** Those of some written rows that satisfy a filter: exactly those. */
  RowSet matching(Filter filter, RowSet candidates) {
    if (filter.equals(Filter.all())) {
      return candidates;
    }
    List<RowSet> windows = new ArrayList<>();
    for (int first = 0; first < candidates.span(); first += BLOCK_ROWS) {
      windows.add(matching(filter, first, candidates.window(first, BLOCK_ROWS)));
    }
    return windows.isEmpty() ? RowSet.none() : RowSet.joined(windows, BLOCK_ROWS);
  }

  private RowSet matching(Filter filter, int first, RowSet window) {
    IntFunction<Document> documentsOfBlock = row -> documents.apply(first + row);
    return stripes
        .get(first / BLOCK_ROWS)
        .map(stripe -> stripe.matching(filter, window, documentsOfBlock))
        .orElseGet(() -> window.where(row -> filter.matches(documentsOfBlock.apply(row))));
  }
}
