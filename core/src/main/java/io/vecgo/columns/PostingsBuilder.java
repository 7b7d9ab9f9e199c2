package io.vecgo.columns;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Collects the values of one kind in a column, to be read as {@link Postings}. Confined to one
 * thread.
 */
final class PostingsBuilder {
  private static final int NO_ROW = -1;

  private final ValueKind kind;
  private final Map<Key, Integer> numberOf = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final IntList lastRows = new IntList();
  private final IntList counts = new IntList();
  private final IntList rows = new IntList();
  private final IntList numbers = new IntList();

  PostingsBuilder(ValueKind kind) {
    this.kind = kind;
  }

  /** Rows come in ascending order; a row may come several times. */
  void add(int row, Value canonical) {
    int number = numberOf(Key.of(canonical));
    if (lastRows.get(number) != row) {
      lastRows.set(number, row);
      counts.set(number, counts.get(number) + 1);
      rows.add(row);
      numbers.add(number);
    }
  }

  /** Keys are numbered as they come. */
  private int numberOf(Key key) {
    Integer known = numberOf.putIfAbsent(key, keys.size());
    if (known != null) {
      return known;
    }
    keys.add(key);
    lastRows.add(NO_ROW);
    counts.add(0);
    return keys.size() - 1;
  }

  /** The keys of all values, in no order. */
  List<Key> keys() {
    return keys;
  }

  /** What is written, and how it begins. */
  record Written(Postings.Head head, ByteWriter parts) {}

  Written write(int stripeRows) {
    List<Integer> order = order();
    IntList dense = new IntList();
    int listed = 0;
    for (int entry = 0; entry < order.size(); entry++) {
      int count = counts.get(order.get(entry));
      if (isDense(count, stripeRows)) {
        dense.add(entry);
      } else {
        listed += count;
      }
    }
    ByteWriter out = new ByteWriter();
    List<Key> ordered = order.stream().map(keys::get).toList();
    Dictionary.write(ordered, out);
    writeRows(new Placing(order, dense, listed, stripeRows), out);
    return new Written(
        new Postings.Head(kind, order.size(), dense.size(), listed, Dictionary.textBytes(ordered)),
        out);
  }

  /** Whether a bitmap is shorter than a list. */
  private static boolean isDense(int count, int stripeRows) {
    return (long) count * Character.BYTES > (long) Postings.words(stripeRows) * Long.BYTES;
  }

  /** The numbers of the keys, in the order of the keys. */
  private List<Integer> order() {
    return IntStream.range(0, keys.size()).boxed().sorted(Comparator.comparing(keys::get)).toList();
  }

  /** Where the rows of each value go. */
  private final class Placing {
    private final IntList dense;
    private final int stripeRows;
    private final int[] listEnds;
    private final int[] next; // by number: in the list, or -1 - index of the bitmap
    private final char[] list;
    private final long[][] bitmaps;

    Placing(List<Integer> order, IntList dense, int listed, int stripeRows) {
      this.dense = dense;
      this.stripeRows = stripeRows;
      this.listEnds = new int[order.size()];
      this.next = new int[order.size()];
      this.list = new char[listed];
      this.bitmaps = new long[dense.size()][Postings.words(stripeRows)];
      place(order);
      for (int i = 0; i < rows.size(); i++) {
        put(rows.get(i), numbers.get(i));
      }
    }

    private void place(List<Integer> order) {
      int end = 0;
      int bitmap = 0;
      for (int entry = 0; entry < listEnds.length; entry++) {
        int number = order.get(entry);
        boolean isDense = isDense(counts.get(number), stripeRows);
        next[number] = isDense ? -1 - bitmap++ : end;
        end += isDense ? 0 : counts.get(number);
        listEnds[entry] = end;
      }
    }

    private void put(int row, int number) {
      if (next[number] < 0) {
        bitmaps[-1 - next[number]][row / Long.SIZE] |= 1L << row;
      } else {
        list[next[number]++] = (char) row;
      }
    }
  }

  private static void writeRows(Placing placing, ByteWriter out) {
    Arrays.stream(placing.listEnds).forEach(out::i32);
    for (int i = 0; i < placing.dense.size(); i++) {
      out.i32(placing.dense.get(i));
    }
    for (long[] bitmap : placing.bitmaps) {
      Arrays.stream(bitmap).forEach(out::i64);
    }
    for (char row : placing.list) {
      out.u16(row);
    }
  }
}
