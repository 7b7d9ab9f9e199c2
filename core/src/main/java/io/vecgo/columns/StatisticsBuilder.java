package io.vecgo.columns;

import io.vecgo.bytes.ByteWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects {@link MetadataStatistics} stripe by stripe. Confined to one thread. */
public final class StatisticsBuilder {
  private static final int HEAD_BYTES = 11;

  private final Map<String, Field> fields = new HashMap<>();
  private int rows;

  private static final class Field {
    final Map<ValueKind, KindCollector> values = new EnumMap<>(ValueKind.class);
    final Map<ValueKind, KindCollector> elements = new EnumMap<>(ValueKind.class);
    int rows;

    void add(ColumnBuilder column) {
      rows += column.rows();
      column.eachOfValues((kind, keys) -> addAll(values, kind, keys));
      column.eachOfElements((kind, keys) -> addAll(elements, kind, keys));
    }

    private static void addAll(
        Map<ValueKind, KindCollector> kinds, ValueKind kind, List<Key> keys) {
      kinds.computeIfAbsent(kind, _ -> new KindCollector()).addAll(keys);
    }

    ByteWriter write(boolean isAlwaysThere, KindCollector.Detail detail) {
      ByteWriter out = new ByteWriter();
      out.u8(isAlwaysThere ? 1 : 0).u8(values.size()).u8(elements.size());
      values.forEach((kind, collected) -> collected.write(kind, detail, out));
      elements.forEach((kind, collected) -> collected.write(kind, detail, out));
      return out;
    }
  }

  /** Adds the rows of a stripe. */
  public void add(StripeBuilder stripe) {
    rows += stripe.rows();
    stripe.eachColumn((name, column) -> fields.computeIfAbsent(name, _ -> new Field()).add(column));
  }

  /**
   * The statistics of all rows added. What does not fit into {@link MetadataStatistics#BYTES_MAX}
   * is left out, of the rarest fields first: lists and Bloom filters, then fields.
   */
  public MetadataStatistics build() {
    ByteWriter body = new ByteWriter();
    int count = 0;
    for (String name : mostFrequentFirst()) {
      count += writeIfItFits(name, body) ? 1 : 0;
    }
    ByteWriter out = new ByteWriter();
    out.u8(count < fields.size() ? 1 : 0).varint(count);
    return MetadataStatistics.of(out.raw(body.toArray()));
  }

  private List<String> mostFrequentFirst() {
    return fields.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Field>>comparingInt(entry -> -entry.getValue().rows)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean writeIfItFits(String name, ByteWriter body) {
    for (KindCollector.Detail detail : KindCollector.Detail.values()) {
      ByteWriter field = new ByteWriter().string(name);
      Field collected = fields.getOrDefault(name, new Field());
      field.raw(collected.write(collected.rows == rows, detail).toArray());
      if (body.size() + field.size() <= MetadataStatistics.BYTES_MAX - HEAD_BYTES) {
        body.raw(field.toArray());
        return true;
      }
    }
    return false;
  }
}
