package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the metadata of a segment's rows without looking at them, small enough for a
 * manifest. Rows that were deleted since count too. Immutable, thread-safe; equal if its bytes are.
 */
public final class MetadataStatistics {
  /** Largest encoding in bytes; what does not fit is left out, and then nothing is said of it. */
  public static final int BYTES_MAX = 6_144;

  /** Says nothing. */
  public static final MetadataStatistics UNKNOWN =
      new MetadataStatistics(true, Map.of(), new byte[] {1, 0});

  private static final int FIELD_BYTES_MIN = 5;

  private final boolean hasMore;
  private final Map<String, FieldStatistics> fields;
  private final byte[] encoded;

  private MetadataStatistics(boolean hasMore, Map<String, FieldStatistics> fields, byte[] encoded) {
    this.hasMore = hasMore;
    this.fields = fields;
    this.encoded = encoded;
  }

  /** Reads what {@link #write} wrote, to the end. */
  public static MetadataStatistics read(ByteReader in) {
    ByteReader.Place place = in.place();
    byte[] encoded = in.raw(Math.toIntExact(in.remaining()));
    return read(encoded, new ByteReader(MemorySegment.ofArray(encoded), place));
  }

  private static MetadataStatistics read(byte[] encoded, ByteReader in) {
    boolean hasMore = in.u8() != 0;
    int count = in.count(FIELD_BYTES_MIN);
    Map<String, FieldStatistics> fields = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String name = in.string();
      if (fields.put(name, FieldStatistics.read(in)) != null) {
        throw in.corrupt("repeated field", "one of each", "two of " + name);
      }
    }
    in.expectEnd();
    return new MetadataStatistics(hasMore, fields, encoded);
  }

  static MetadataStatistics of(ByteWriter encoded) {
    byte[] bytes = encoded.toArray();
    ByteReader.Place place = new ByteReader.Place("memory", "statistics", 0);
    return read(bytes, new ByteReader(MemorySegment.ofArray(bytes), place));
  }

  public void write(ByteWriter out) {
    out.raw(encoded);
  }

  /** What proves that no row satisfies a filter; empty if nothing does. */
  public Optional<Pruned> pruned(Filter filter) {
    return Pruning.of(filter, this);
  }

  /** Whether all that is said is true of a row with this document. */
  public boolean admits(Document document) {
    return fields.entrySet().stream()
            .allMatch(field -> admits(field.getValue(), document.get(field.getKey())))
        && (hasMore || fields.keySet().containsAll(document.fields().keySet()));
  }

  private static boolean admits(FieldStatistics field, Optional<Value> value) {
    return value.map(field::admits).orElse(!field.isAlwaysThere());
  }

  /** Whether rows may have fields of which nothing is said. */
  boolean hasMore() {
    return hasMore;
  }

  Optional<FieldStatistics> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetadataStatistics that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "statistics of " + fields.keySet() + (hasMore ? " and more" : "");
  }
}
