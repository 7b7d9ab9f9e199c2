package io.vecgo.memtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters in memory, over blocks with columns and the rows behind them. */
class RowMetadataTest {
  private static final int ROWS = 2 * RowMetadata.BLOCK_ROWS + 10;

  private final AtomicInteger documentsRead = new AtomicInteger();
  private final RowMetadata metadata =
      new RowMetadata(row -> {
        documentsRead.incrementAndGet();
        return Document.of("n", row);
      });

  private void write(IntStream rows) {
    metadata.ensureCapacity(ROWS);
    rows.forEach(metadata::wrote);
    documentsRead.set(0);
  }

  @Test
  void rowsAreFoundInBlocksAndBehindThem() {
    write(IntStream.range(0, ROWS));
    RowSet live = RowSet.range(ROWS).without(4).without(ROWS - 1);
    Filter filter = Filter.or(Filter.lt("n", 6), Filter.gte("n", ROWS - 3), Filter.eq("n", 4096));
    assertThat(metadata.matching(filter, live).toArray())
        .containsExactly(0, 1, 2, 3, 5, 4096, ROWS - 3, ROWS - 2);
  }

  @Test
  void onlyDocumentsOfTheLastBlockAreRead() {
    write(IntStream.range(0, ROWS));
    metadata.matching(Filter.eq("n", 1), RowSet.range(ROWS));
    assertThat(documentsRead).hasValue(10);
  }

  @Test
  void blockWithoutOneOfItsRowsIsRead() {
    write(IntStream.range(0, ROWS).filter(row -> row != 7));
    RowSet live = RowSet.range(ROWS).without(7);
    assertThat(metadata.matching(Filter.lt("n", 9), live).toArray())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 8);
    assertThat(documentsRead.get()).isGreaterThan(RowMetadata.BLOCK_ROWS - 2);
  }

  @Test
  void filterOfAllLooksAtNoDocument() {
    write(IntStream.range(0, 5));
    RowSet live = RowSet.range(5).without(2);
    assertThat(metadata.matching(Filter.all(), live)).isSameAs(live);
    assertThat(documentsRead).hasValue(0);
  }

  @Test
  void columnsCountAsMemory() {
    write(IntStream.range(0, RowMetadata.BLOCK_ROWS - 1));
    assertThat(metadata.bytes()).isZero();
    metadata.wrote(RowMetadata.BLOCK_ROWS - 1);
    assertThat(metadata.bytes()).isPositive();
  }
}
