package io.vecgo.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stripe says of a filter what its documents say. */
class StripeTest {
  private static final ByteReader.Place PLACE = new ByteReader.Place("test", "COLUMNS", 0);

  static Stripe stripe(List<Document> documents) {
    StripeBuilder builder = new StripeBuilder();
    documents.forEach(builder::add);
    return stripe(MemorySegment.ofArray(builder.write().toArray()), documents.size());
  }

  static Stripe stripe(MemorySegment bytes, int rows) {
    return new Stripe(
        (offset, length) -> new ByteReader(bytes.asSlice(offset, length), PLACE),
        bytes.byteSize(),
        rows);
  }

  private static RowSet oracle(Filter filter, RowSet rows, List<Document> documents) {
    return rows.where(row -> filter.matches(documents.get(row)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void filtersSelectWhatTheirMeaningSays(long seed) {
    Random random = new Random(seed);
    RandomMetadata metadata = new RandomMetadata(seed);
    int rows = List.of(1, 2, 40, 64, 300, 1000).get(random.nextInt(6));
    List<Document> documents = Stream.generate(metadata::document).limit(rows).toList();
    Stripe stripe = stripe(documents);
    for (int i = 0; i < 500; i++) {
      Filter filter = metadata.filter(3);
      RowSet candidates = RowSet.range(rows).where(_ -> random.nextInt(5) != 0);
      assertThat(stripe.matching(filter, candidates, documents::get))
          .as("seed %d: %s", seed, filter.text())
          .isEqualTo(oracle(filter, candidates, documents));
    }
  }

  @Test
  void rangesAreExactInManyDistinctValues() {
    Random random = new Random(5);
    List<Document> documents =
        IntStream.range(0, 20_000)
            .mapToObj(_ ->
                Document.of(
                    "n",
                    random.nextLong() >> random.nextInt(60),
                    "r",
                    random.nextGaussian(),
                    "t",
                    Long.toString(random.nextLong(1 << 20), 36)))
            .toList();
    Stripe stripe = stripe(documents);
    RowSet all = RowSet.range(documents.size());
    for (int i = 0; i < 200; i++) {
      Document bound = documents.get(random.nextInt(documents.size()));
      for (Filter filter :
          List.of(
              Filter.lt("n", bound.get("n").orElseThrow()),
              Filter.gte("r", bound.get("r").orElseThrow()),
              Filter.lte("t", bound.get("t").orElseThrow()),
              Filter.eq("t", bound.get("t").orElseThrow()))) {
        assertThat(stripe.matching(filter, all, documents::get))
            .as(filter.text())
            .isEqualTo(oracle(filter, all, documents));
      }
    }
  }

  @Test
  void noDocumentIsReadForShortValues() {
    List<Document> documents =
        List.of(Document.of("lang", "en", "price", 10), Document.of("lang", "de", "price", 9.5));
    Filter filter =
        Filter.parse("lang = 'en' and (price < 100 or contains(lang, 'x')) and not exists(x)");
    RowSet found =
        stripe(documents)
            .matching(
                filter,
                RowSet.range(2),
                row -> {
                  throw new AssertionError("row=" + row + ": read");
                });
    assertThat(found.toArray()).containsExactly(0);
  }

  @Test
  void fieldsBeyondTheLargestNumberAreFoundInDocuments() {
    List<Document> documents =
        IntStream.range(0, StripeBuilder.FIELDS_MAX + 50)
            .mapToObj(row -> Document.of("everywhere", 1, "of" + row, row))
            .toList();
    Stripe stripe = stripe(documents);
    RowSet all = RowSet.range(documents.size());
    for (int row = 0; row < documents.size(); row += 7) {
      Filter filter = Filter.and(Filter.eq("everywhere", 1), Filter.eq("of" + row, row));
      assertThat(stripe.matching(filter, all, documents::get).toArray()).containsExactly(row);
    }
    assertThat(stripe.matching(Filter.exists("nowhere"), all, documents::get).isEmpty()).isTrue();
  }

  @Test
  void longTextsTakeNoMoreThanTheirHeads() {
    StripeBuilder builder = new StripeBuilder();
    for (int row = 0; row < 100; row++) {
      builder.add(Document.of("body", ("row " + row).repeat(10_000)));
    }
    assertThat(builder.write().size()).isLessThan(100 * (TextKey.BYTES_MAX + 20));
  }

  @Test
  void stripesOfManyRowsKeepEachOfThem() {
    List<Document> documents =
        IntStream.range(0, Stripe.ROWS_MAX)
            .mapToObj(row -> Document.of("row", row, "half", row % 2 == 0))
            .toList();
    Stripe stripe = stripe(documents);
    RowSet all = RowSet.range(Stripe.ROWS_MAX);
    assertThat(stripe.matching(Filter.eq("row", 65_535), all, documents::get).toArray())
        .containsExactly(65_535);
    assertThat(stripe.matching(Filter.eq("half", true), all, documents::get).cardinality())
        .isEqualTo(32_768);
    assertThat(stripe.matching(Filter.gte("row", 100), all, documents::get).cardinality())
        .isEqualTo(65_436);
  }
}
