package io.vecgo.columns;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Collects the values of one field, to be read as a {@link Column}. Confined to one thread. */
final class ColumnBuilder {
  private final Map<ValueKind, PostingsBuilder> values = new EnumMap<>(ValueKind.class);
  private final Map<ValueKind, PostingsBuilder> elements = new EnumMap<>(ValueKind.class);
  private int rows;

  /** Rows come in ascending order, each once. */
  void add(int row, Value value) {
    rows++;
    add(row, value, values);
    if (value instanceof Value.Array(List<Value> content)) {
      content.forEach(element -> add(row, element, elements));
    }
  }

  private static void add(int row, Value value, Map<ValueKind, PostingsBuilder> target) {
    Value canonical = ValueKind.canonical(value);
    target.computeIfAbsent(ValueKind.of(canonical), PostingsBuilder::new).add(row, canonical);
  }

  /** Rows that have the field. */
  int rows() {
    return rows;
  }

  /** Tells the keys of each kind of value, in no order. */
  void eachOfValues(BiConsumer<ValueKind, List<Key>> consumer) {
    values.forEach((kind, postings) -> consumer.accept(kind, postings.keys()));
  }

  /** The same of what arrays hold. */
  void eachOfElements(BiConsumer<ValueKind, List<Key>> consumer) {
    elements.forEach((kind, postings) -> consumer.accept(kind, postings.keys()));
  }

  /** Writes heads of all kinds, then their parts. */
  void write(int stripeRows, ByteWriter out) {
    List<PostingsBuilder.Written> written = new ArrayList<>();
    out.u8(values.size()).u8(elements.size());
    values.values().forEach(postings -> written.add(postings.write(stripeRows)));
    elements.values().forEach(postings -> written.add(postings.write(stripeRows)));
    written.forEach(postings -> write(postings.head(), out));
    written.forEach(postings -> out.raw(postings.parts().toArray()));
  }

  private static void write(Postings.Head head, ByteWriter out) {
    out.u8(head.kind().code()).varint(head.entries()).varint(head.dense());
    out.varint(head.listed()).varint(head.textBytes());
  }
}
