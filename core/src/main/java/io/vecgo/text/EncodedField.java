package io.vecgo.text;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field of a segment, read where its bytes lie. Nothing of it is trusted: what a checksum
 * cannot notice raises {@link io.vecgo.model.CorruptException} when it is met. Thread-safe.
 */
public final class EncodedField {
  private final CheckedBytes bytes;
  private final long fieldAt;
  private final int rows;
  private final FieldStatistics statistics;
  private final int lengthBytes;
  private final MemorySegment lengths;
  private final TermDictionary dictionary;
  private final long postingsAt;
  private volatile @Nullable LiveField newest; // what it has counted is used by many searches

  /**
   * Checks the header and the lengths of the parts.
   *
   * @param at where the field begins
   * @param length its bytes
   * @param rows rows of the segment
   */
  public EncodedField(CheckedBytes bytes, long at, long length, int rows) {
    this.bytes = bytes;
    this.fieldAt = at;
    this.rows = rows;
    if (length < FieldLayout.HEADER_BYTES) {
      throw bytes.corrupt(at, "truncated", FieldLayout.HEADER_BYTES + " bytes", length + " bytes");
    }
    MemorySegment header = bytes.slice(at, FieldLayout.HEADER_BYTES);
    int rowsWithText = header.get(LittleEndian.I32, FieldLayout.ROWS_WITH_TEXT_OFFSET);
    this.lengthBytes = header.get(LittleEndian.I32, FieldLayout.LENGTH_BYTES_OFFSET);
    long totalLength = header.get(LittleEndian.I64, FieldLayout.TOTAL_LENGTH_OFFSET);
    int terms = header.get(LittleEndian.I32, FieldLayout.TERMS_OFFSET);
    long postingsBytes = header.get(LittleEndian.I64, FieldLayout.POSTINGS_BYTES_OFFSET);
    long dictionaryBytes = header.get(LittleEndian.I64, FieldLayout.DICTIONARY_BYTES_OFFSET);
    check(at, "rows with text", rowsWithText, 0, rows);
    check(at, "length bytes", Integer.bitCount(lengthBytes), 1, 1);
    check(at, "length bytes", lengthBytes, 1, Integer.BYTES);
    check(at, "total length", totalLength, rowsWithText, Long.MAX_VALUE);
    check(at, "terms", terms, 0, totalLength);
    check(at, "postings bytes", postingsBytes, 0, length);
    check(at, "dictionary bytes", dictionaryBytes, 0, length);
    this.statistics = new FieldStatistics(rowsWithText, totalLength);
    long lengthsAt = at + FieldLayout.HEADER_BYTES;
    this.postingsAt = lengthsAt + (long) rows * lengthBytes;
    long dictionaryAt = postingsAt + postingsBytes;
    long startsAt = dictionaryAt + dictionaryBytes;
    long end = startsAt + (long) FieldLayout.dictionaryBlocks(terms) * Long.BYTES;
    check(at, "length of the field", end - at, length, length);
    this.lengths = bytes.slice(lengthsAt, postingsAt - lengthsAt);
    this.dictionary =
        new TermDictionary(bytes, dictionaryAt, dictionaryBytes, terms, postingsBytes, rows);
  }

  private void check(long at, String what, long found, long min, long max) {
    if (found < min || found > max) {
      throw bytes.corrupt(at, "invalid " + what, min + " to " + max, Long.toString(found));
    }
  }

  /** The field as a snapshot sees it. */
  public FieldText seenBy(RowSet live) {
    LiveField known = newest;
    if (known == null || !known.isOf(live)) {
      known = new LiveField(this, live);
      newest = known;
    }
    return known;
  }

  int rows() {
    return rows;
  }

  /** Of all rows. */
  FieldStatistics statistics() {
    return statistics;
  }

  int length(int row) {
    return switch (lengthBytes) {
      case 1 -> lengths.get(ValueLayout.JAVA_BYTE, row) & 0xFF;
      case 2 -> lengths.get(LittleEndian.I16, 2L * row) & 0xFFFF;
      default -> lengths.get(LittleEndian.I32, 4L * row) & Integer.MAX_VALUE;
    };
  }

  void lengths(int[] ofRows, int from, int to, int[] out) {
    if (lengthBytes == 1) {
      for (int i = from; i < to; i++) {
        out[i] = lengths.get(ValueLayout.JAVA_BYTE, ofRows[i]) & 0xFF;
      }
    } else {
      for (int i = from; i < to; i++) {
        out[i] = length(ofRows[i]);
      }
    }
  }

  /** All rows with a term, live or not. */
  Optional<EncodedPostings> postings(String term) {
    return dictionary.find(term.getBytes(StandardCharsets.UTF_8)).map(this::postings);
  }

  private EncodedPostings postings(TermDictionary.Found found) {
    return new EncodedPostings(
        bytes, postingsAt + found.offset(), found.bytes(), found.rows(), rows);
  }

  /** Reads every term and every block, and throws unless all numbers in them agree. */
  public void verify() {
    FieldCheck check = new FieldCheck(this);
    dictionary.forEach((_, found) -> check.add(postings(found)));
    check.end();
  }

  /**
   * Throws unless it says of each row what another field says.
   *
   * @param expected of the texts of the same rows
   */
  public void verifySame(EncodedField expected) {
    for (int row = 0; row < rows; row++) {
      expect("wrong length of row " + row, expected.length(row), length(row));
    }
    dictionary.forEach((term, found) -> verifySame(term, postings(found), expected));
    expect("wrong number of terms", expected.dictionary.terms(), dictionary.terms());
  }

  private void verifySame(byte[] bytesOfTerm, EncodedPostings postings, EncodedField expected) {
    String term = new String(bytesOfTerm, StandardCharsets.UTF_8);
    Optional<EncodedPostings> wanted = expected.postings(term);
    if (!wanted.map(postings::isSame).orElse(false)) {
      throw corrupt(
          "wrong postings of " + term,
          wanted.map(EncodedPostings::count).orElse(0) + " rows of the texts",
          postings.count() + " rows");
    }
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      throw corrupt(what, Long.toString(expected), Long.toString(found));
    }
  }

  /** Damage of the field as a whole. */
  CorruptException corrupt(String problem, String expected, String found) {
    return bytes.corrupt(fieldAt, problem, expected, found);
  }
}
