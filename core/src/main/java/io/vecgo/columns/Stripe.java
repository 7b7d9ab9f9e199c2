package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The metadata columns of up to {@link #ROWS_MAX} rows. A column is read and checked when a filter
 * first asks for it. Layout: docs/format/segment.md. Thread-safe.
 */
public final class Stripe {
  /** Most rows of a stripe: a row is then a number of 16 bits. */
  public static final int ROWS_MAX = 1 << Character.SIZE;

  private static final int FIELD_BYTES_MIN = 3;

  private final Source source;
  private final int rows;
  private final boolean hasMoreFields;
  private final Map<String, Place> places;
  private final Map<String, Column> columns = new ConcurrentHashMap<>();

  /** Bytes that begin with those of the stripe. */
  public interface Source {
    /** A reader of a part of the bytes, which are verified; what lies outside is damage. */
    ByteReader reader(long offset, long length);
  }

  /** Where a column lies. */
  private record Place(long offset, long length) {}

  /**
   * Reads the directory of the stripe.
   *
   * @param length of the stripe in bytes
   * @param expectedRows how many rows it must have
   * @throws io.vecgo.model.CorruptException if it is damaged
   */
  public Stripe(Source source, long length, int expectedRows) {
    this.source = source;
    int headBytes = headBytes(source, length);
    ByteReader head = source.reader(Integer.BYTES, headBytes);
    this.rows = rows(head, expectedRows);
    this.hasMoreFields = head.u8() != 0;
    this.places = places(head, (long) Integer.BYTES + headBytes, length);
  }

  private static int headBytes(Source source, long length) {
    ByteReader in = source.reader(0, Math.min(length, Integer.BYTES));
    int bytes = in.i32();
    if (bytes < 0 || bytes > length - Integer.BYTES) {
      throw in.corrupt(
          "invalid length", "0 to " + (length - Integer.BYTES), Integer.toString(bytes));
    }
    return bytes;
  }

  private static int rows(ByteReader head, int expected) {
    long found = head.varint();
    if (found != expected) {
      throw head.corrupt("wrong rows", Integer.toString(expected), Long.toString(found));
    }
    return expected;
  }

  private static Map<String, Place> places(ByteReader head, long begin, long end) {
    int count = head.count(FIELD_BYTES_MIN);
    Map<String, Place> places = HashMap.newHashMap(count);
    long offset = begin;
    for (int i = 0; i < count; i++) {
      String name = head.string();
      long length = head.varint();
      if (length < 0 || length > end - offset) {
        throw head.corrupt("invalid length", "0 to " + (end - offset), Long.toString(length));
      }
      if (places.put(name, new Place(offset, length)) != null) {
        throw head.corrupt("repeated field", "one column each", "two of " + name);
      }
      offset += length;
    }
    head.expectEnd();
    if (offset != end) {
      throw head.corrupt("wrong length", (end - begin) + " bytes", (offset - begin) + " bytes");
    }
    return places;
  }

  public int rows() {
    return rows;
  }

  /** Reads and checks every column. */
  public void verify() {
    places.keySet().forEach(this::column);
  }

  /**
   * Those of some rows that satisfy a filter: exactly those.
   *
   * @param documents the documents of the rows, for what columns do not know
   */
  public RowSet matching(Filter filter, RowSet candidates, IntFunction<Document> documents) {
    return new StripeFilter(this, documents).matching(filter, candidates);
  }

  /**
   * What is known of a condition on one field that is not a negation; empty if documents must be
   * read.
   */
  Optional<Match> match(Filter.Condition condition) {
    return isKnown(condition.field())
        ? Optional.of(column(condition.field()).map(of -> of.match(condition)).orElse(Match.NONE))
        : Optional.empty();
  }

  /** Whether conditions on a field need no documents, but for single rows. */
  boolean isKnown(String field) {
    return !hasMoreFields || places.containsKey(field);
  }

  private Optional<Column> column(String field) {
    Column known = columns.get(field);
    return known != null
        ? Optional.of(known)
        : Optional.ofNullable(places.get(field)).map(place -> read(field, place));
  }

  private Column read(String field, Place place) {
    Column column = Column.read(rows, source.reader(place.offset(), place.length()));
    columns.put(field, column); // two threads may read one twice, which are equal
    return column;
  }
}
