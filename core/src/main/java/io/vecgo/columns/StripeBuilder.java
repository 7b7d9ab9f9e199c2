package io.vecgo.columns;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Document;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Collects documents, to be read as a {@link Stripe}. Confined to one thread. */
public final class StripeBuilder {
  /** Fields beyond these, the rarest, have no columns: their conditions read documents. */
  static final int FIELDS_MAX = 1_000;

  private final Map<String, ColumnBuilder> columns = new HashMap<>();
  private int rows;

  /** Adds the next row. */
  public void add(Document document) {
    if (rows == Stripe.ROWS_MAX) {
      throw new IllegalStateException("rows=" + rows + ": the stripe is full");
    }
    document
        .fields()
        .forEach((name, value) ->
            columns.computeIfAbsent(name, _ -> new ColumnBuilder()).add(rows, value));
    rows++;
  }

  public int rows() {
    return rows;
  }

  /** Tells name and values of each field, in no order. */
  void eachColumn(BiConsumer<String, ColumnBuilder> consumer) {
    columns.forEach(consumer);
  }

  /** The bytes of a stripe of all rows added. */
  public ByteWriter write() {
    List<String> names = names();
    ByteWriter head = new ByteWriter();
    ByteWriter body = new ByteWriter();
    head.varint(rows).u8(names.size() < columns.size() ? 1 : 0).varint(names.size());
    for (String name : names) {
      int before = body.size();
      column(name).write(rows, body);
      head.string(name).varint(body.size() - before);
    }
    ByteWriter stripe = new ByteWriter();
    stripe.i32(head.size());
    return stripe.raw(head.toArray()).raw(body.toArray());
  }

  /** The most frequent fields, in the order of their names. */
  private List<String> names() {
    return columns.keySet().stream()
        .sorted(
            Comparator.<String>comparingInt(name -> -column(name).rows())
                .thenComparing(Comparator.naturalOrder()))
        .limit(FIELDS_MAX)
        .sorted()
        .toList();
  }

  private ColumnBuilder column(String name) {
    ColumnBuilder column = columns.get(name);
    if (column == null) {
      throw new AssertionError("field=" + name + ": not a field of the stripe");
    }
    return column;
  }
}
