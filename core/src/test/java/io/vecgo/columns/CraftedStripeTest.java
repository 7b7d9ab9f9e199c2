package io.vecgo.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that no writer made are refused or answered from, and cause nothing else. */
class CraftedStripeTest {
  private static final int ROWS = 70;
  private static final byte[] CHANGES = {1, -1, 0x7F, (byte) 0x80, 0x10};

  private final RandomMetadata metadata = new RandomMetadata(4);
  private final List<Document> documents = Stream.generate(metadata::document).limit(ROWS).toList();

  private byte[] stripe() {
    StripeBuilder builder = new StripeBuilder();
    documents.forEach(builder::add);
    return builder.write().toArray();
  }

  private byte[] statistics() {
    ByteWriter out = new ByteWriter();
    PruningTest.statistics(documents).write(out);
    return out.toArray();
  }

  private static MetadataStatistics readStatistics(byte[] bytes) {
    ByteReader.Place place = new ByteReader.Place("test", "statistics", 0);
    return MetadataStatistics.read(new ByteReader(MemorySegment.ofArray(bytes), place));
  }

  private void use(byte[] bytes) {
    Stripe stripe = StripeTest.stripe(MemorySegment.ofArray(bytes), ROWS);
    stripe.verify();
    for (int i = 0; i < 3; i++) {
      RowSet found = stripe.matching(metadata.filter(2), RowSet.range(ROWS), documents::get);
      assertThat(found.span()).isLessThanOrEqualTo(ROWS);
    }
  }

  @Test
  void changedBytesAreRefusedOrAnsweredFrom() {
    byte[] sound = stripe();
    int refused = 0;
    for (int at = 0; at < sound.length; at++) {
      byte[] crafted = sound.clone();
      crafted[at] ^= CHANGES[at % CHANGES.length];
      refused += isRefused(() -> use(crafted)) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(sound.length / 2);
  }

  @Test
  void stripesCutAnywhereAreRefused() {
    byte[] sound = stripe();
    for (int length = 0; length < sound.length; length++) {
      byte[] crafted = Arrays.copyOf(sound, length);
      assertThat(isRefused(() -> use(crafted))).as("length %d", length).isTrue();
    }
  }

  @Test
  void changedStatisticsAreRefusedOrAnsweredFrom() {
    byte[] sound = statistics();
    Random random = new Random(3);
    for (int at = 0; at < sound.length; at++) {
      byte[] crafted = sound.clone();
      crafted[at] ^= (byte) (1 << random.nextInt(8));
      isRefused(() -> readStatistics(crafted).pruned(metadata.filter(2)));
      byte[] shorter = Arrays.copyOf(sound, at);
      assertThat(isRefused(() -> readStatistics(shorter))).as("length %d", at).isTrue();
    }
  }

  /** Whether it is called damage; any other exception is a failure of the test. */
  private static boolean isRefused(Runnable use) {
    try {
      use.run();
      return false;
    } catch (CorruptException _) {
      return true;
    }
  }

  /** A stripe of one column of integers 3 and 5, in rows 0 and 1, with one number changed. */
  @ParameterizedTest
  @CsvSource({
    "entries, 3, truncated",
    "entries, 1000000, count too large",
    "listed, 3, truncated",
    "listed, 1, invalid list",
    "dense, 1, truncated",
    "kind, 9, invalid kind",
    "first, 5, invalid dictionary",
    "end, 3, invalid list",
    "end, -1, invalid list",
    "row, 2, invalid row",
    "row, 65535, invalid row",
    "rows, 3, wrong rows",
    "length, 1000, invalid length",
    "length, 3, wrong length",
  })
  void numberThatCannotBeIsNamed(String what, int value, String problem) {
    byte[] crafted = column(what, value);
    assertThatThrownBy(
            () -> {
              Stripe stripe = StripeTest.stripe(MemorySegment.ofArray(crafted), 2);
              stripe.matching(Filter.eq("n", 3), RowSet.range(2), documents::get);
            })
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void columnOfTheTestIsSoundBeforeItIsChanged() {
    Stripe stripe = StripeTest.stripe(MemorySegment.ofArray(column("", 0)), 2);
    assertThat(stripe.matching(Filter.eq("n", 5), RowSet.range(2), documents::get).toArray())
        .containsExactly(1);
  }

  private static byte[] column(String what, int value) {
    ByteWriter column = new ByteWriter().u8(1).u8(0);
    column.u8(what.equals("kind") ? value : ValueKind.INT.code());
    column.varint(what.equals("entries") ? value : 2).varint(what.equals("dense") ? value : 0);
    column.varint(what.equals("listed") ? value : 2).varint(0);
    column.i64(what.equals("first") ? value : 3).i64(5);
    column.i32(what.equals("end") ? value : 1).i32(2);
    column.u16(0).u16(what.equals("row") ? value : 1);
    ByteWriter head = new ByteWriter().varint(what.equals("rows") ? value : 2).u8(0).varint(1);
    head.string("n").varint(what.equals("length") ? value : column.size());
    return new ByteWriter().i32(head.size()).raw(head.toArray()).raw(column.toArray()).toArray();
  }
}
