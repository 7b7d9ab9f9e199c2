package io.vecgo.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Fields with right checksums that no writer of ours would write. */
class EncodedFieldDamageTest {
  private static final int ROWS = 900;

  @Test
  void soundFieldsPass() {
    HeapBytes bytes = TextSamples.bytes(documents());
    assertThatNoException().isThrownBy(() -> open(bytes, ROWS).verify());
  }

  @Test
  void anyChangedByteGivesAnAnswerOrIsCalledDamage() {
    MemorySegment sound = TextSamples.bytes(documents()).bytes();
    Random random = new Random(12);
    int refused = 0;
    for (int round = 0; round < 4_000; round++) {
      MemorySegment changed = copy(sound);
      long at =
          random.nextLong(random.nextBoolean() ? FieldLayout.HEADER_BYTES : changed.byteSize());
      changed.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt(256));
      refused += isRefused(changed) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void anyLengthGivesAnAnswerOrIsCalledDamage() {
    MemorySegment sound = TextSamples.bytes(documents()).bytes();
    for (long length = 0; length < sound.byteSize(); length += 13) {
      assertThat(isRefused(copy(sound.asSlice(0, length)))).as("length %d", length).isTrue();
    }
  }

  @Test
  void headersThatCannotBeAreRefused() {
    assertHeaderRefused(FieldLayout.ROWS_WITH_TEXT_OFFSET, ROWS + 1, "invalid rows with text");
    assertHeaderRefused(FieldLayout.LENGTH_BYTES_OFFSET, 3, "invalid length bytes");
    assertHeaderRefused(FieldLayout.TOTAL_LENGTH_OFFSET, 0, "invalid total length");
    assertHeaderRefused(FieldLayout.TERMS_OFFSET, -1, "invalid terms");
    assertHeaderRefused(FieldLayout.POSTINGS_BYTES_OFFSET, -1, "invalid");
    assertHeaderRefused(FieldLayout.DICTIONARY_BYTES_OFFSET, 7, "invalid length of the field");
  }

  private static void assertHeaderRefused(int offset, int value, String problem) {
    MemorySegment changed = copy(TextSamples.bytes(documents()).bytes());
    changed.set(LittleEndian.I32, offset, value);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> open(heap(changed), ROWS))
        .withMessageContaining(problem)
        .withMessageContaining("segment-1.bin");
  }

  @Test
  void rowsBeyondTheSegmentAreRefused() {
    HeapBytes bytes = TextSamples.bytes(documents());
    MemorySegment shorter = copy(bytes.bytes());
    shorter.set(LittleEndian.I32, FieldLayout.LENGTH_BYTES_OFFSET, 2);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> open(heap(shorter), ROWS / 2).verify());
  }

  @Test
  void numbersThatDoNotAgreeAreFound() {
    assertVerifyRefuses(
        bytes -> {
          long at = FieldLayout.ROWS_WITH_TEXT_OFFSET;
          bytes.set(LittleEndian.I32, at, bytes.get(LittleEndian.I32, at) - 1);
        },
        "wrong number of rows with text");
    assertVerifyRefuses(
        bytes -> {
          long at = FieldLayout.TOTAL_LENGTH_OFFSET;
          bytes.set(LittleEndian.I64, at, bytes.get(LittleEndian.I64, at) + 1);
        },
        "wrong total length");
    assertVerifyRefuses(
        bytes -> {
          long at = FieldLayout.HEADER_BYTES + 7;
          bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (bytes.get(ValueLayout.JAVA_BYTE, at) + 1));
        },
        "wrong length of row 7");
  }

  /** The first term has several blocks; a search would pass over a block with rows that belong. */
  @Test
  void rowBeyondTheImpactsOfItsBlockIsFound() {
    assertVerifyRefuses(
        bytes -> {
          assertThat(bytes.get(LittleEndian.I32, FieldLayout.LENGTH_BYTES_OFFSET)).isEqualTo(1);
          long postings = FieldLayout.HEADER_BYTES + ROWS;
          bytes.set(LittleEndian.I32, postings + FieldLayout.ENTRY_IMPACTS_OFFSET, (255 << 8) | 1);
        },
        "row beyond the impacts of its block");
  }

  private static void assertVerifyRefuses(Consumer<MemorySegment> change, String problem) {
    MemorySegment bytes = copy(TextSamples.bytes(documents()).bytes());
    change.accept(bytes);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> open(heap(bytes), ROWS).verify())
        .withMessageContaining(problem);
  }

  /** Whether reading all of it, in every way, ends with damage; any other exception is a bug. */
  private static boolean isRefused(MemorySegment bytes) {
    try {
      EncodedField field = open(heap(bytes), ROWS);
      search(field);
      field.verify();
      return false;
    } catch (CorruptException _) {
      return true;
    }
  }

  private static void search(EncodedField field) {
    FieldText text = field.seenBy(RowSet.range(ROWS));
    Norms norms = new Norms(text.statistics());
    List<TextTerm> terms = new ArrayList<>();
    for (String term : List.of("w0", "w1", "w9", "w25")) {
      text.postings(term)
          .ifPresent(postings ->
              terms.add(
                  new TextTerm(
                      postings,
                      text,
                      new TermWeight(1, postings.liveRows(), text.statistics(), norms))));
    }
    new TextScan(terms, RowSet.range(ROWS), 10, 0, new TextScratch()).run();
  }

  private static List<Document> documents() {
    return TextSamples.documents(new Random(1), ROWS, 40, 12);
  }

  private static EncodedField open(HeapBytes bytes, int rows) {
    return new EncodedField(bytes, 0, bytes.bytes().byteSize(), rows);
  }

  private static HeapBytes heap(MemorySegment bytes) {
    return new HeapBytes(bytes, new ByteReader.Place("segment-1.bin", "TEXT", 0));
  }

  private static MemorySegment copy(MemorySegment bytes) {
    return MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
  }
}
