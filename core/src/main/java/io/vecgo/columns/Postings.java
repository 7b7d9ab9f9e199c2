package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.Value;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * The rows of each value of one kind in a column. A value that many rows have is dense: its rows
 * are a bitmap. Those of all others are one list in the order of values, so that the rows of a
 * range of values lie together.
 */
final class Postings {
  private final int stripeRows;
  private final Dictionary dictionary;
  private final MemorySegment listEnds;
  private final MemorySegment denseEntries;
  private final MemorySegment bitmaps;
  private final MemorySegment list;
  private final RowSet all;

  /**
   * Lengths of the parts.
   *
   * @param entries distinct values
   * @param dense how many of them have a bitmap
   * @param listed rows in the list
   * @param textBytes bytes of texts, 0 for other kinds
   */
  record Head(ValueKind kind, int entries, int dense, int listed, int textBytes) {}

  private Postings(int stripeRows, Head head, ByteReader in) {
    this.stripeRows = stripeRows;
    this.dictionary = Dictionary.read(head.kind(), head.entries(), head.textBytes(), in);
    this.listEnds = in.view((long) head.entries() * Integer.BYTES);
    this.denseEntries = in.view((long) head.dense() * Integer.BYTES);
    this.bitmaps = in.view((long) head.dense() * words(stripeRows) * Long.BYTES);
    this.list = in.view((long) head.listed() * Character.BYTES);
    dictionary.check(in);
    new PostingsCheck(stripeRows, listEnds, denseEntries, bitmaps, list).run(in);
    this.all = union(0, head.entries());
  }

  /** Reads and checks. */
  static Postings read(int stripeRows, Head head, ByteReader in) {
    return new Postings(stripeRows, head, in);
  }

  /** 64-bit words of a bitmap. */
  static int words(int rows) {
    return (rows + Long.SIZE - 1) / Long.SIZE;
  }

  /** The rows that have any value of this kind. */
  RowSet all() {
    return all;
  }

  /** The rows with this value, of this kind. */
  Match equal(Value value) {
    int entry = dictionary.find(value);
    return entry < 0 ? Match.NONE : rowsOf(entry);
  }

  /**
   * The rows with values before, after or at a bound: those whose order to it satisfies the test,
   * in a column in which a row has one value.
   */
  Match ordered(Value bound, IntPredicate test) {
    IntUnaryOperator order = dictionary.orderTo(bound);
    int below = dictionary.firstNot(entry -> order.applyAsInt(entry) < 0);
    int above = dictionary.firstNot(entry -> order.applyAsInt(entry) <= 0);
    Match atBound = Match.NONE;
    if (above > below && (dictionary.isCut(below) || test.test(0))) {
      atBound = rowsOf(below);
    }
    if (test.test(-1)) {
      return atBound.or(Match.sure(range(0, below)));
    }
    return test.test(1) ? atBound.or(Match.sure(range(above, dictionary.size()))) : atBound;
  }

  /** The rows whose texts begin with a prefix, in a column in which a row has one value. */
  Match startsWith(String prefix) {
    String head = TextKey.bytesOf(prefix);
    if (head.length() > TextKey.BYTES_MAX) {
      return new Match(RowSet.none(), equal(Value.of(prefix)).open());
    }
    IntUnaryOperator order = texts().orderToHead(head);
    int from = dictionary.firstNot(entry -> order.applyAsInt(entry) < 0);
    int to = dictionary.firstNot(entry -> order.applyAsInt(entry) <= 0);
    return Match.sure(range(from, to));
  }

  /** The rows whose texts hold this. */
  Match contains(String part) {
    String bytes = TextKey.bytesOf(part);
    RowSet.Builder sure = new RowSet.Builder();
    RowSet.Builder open = new RowSet.Builder();
    for (int entry = 0; entry < dictionary.size(); entry++) {
      if (texts().holds(entry, bytes)) {
        addListed(entry, entry + 1, sure);
      } else if (dictionary.isCut(entry)) {
        addListed(entry, entry + 1, open);
      }
    }
    addDense(entry -> texts().holds(entry, bytes), sure);
    addDense(entry -> dictionary.isCut(entry) && !texts().holds(entry, bytes), open);
    return new Match(sure.build(), open.build());
  }

  private TextDictionary texts() {
    return (TextDictionary) dictionary;
  }

  private Match rowsOf(int entry) {
    RowSet rows = union(entry, entry + 1);
    return dictionary.isCut(entry) ? new Match(RowSet.none(), rows) : Match.sure(rows);
  }

  /** The rows of a range of entries, or all but those of the others, whichever is less work. */
  private RowSet range(int from, int to) {
    int listed = listEnd(to) - listEnd(from);
    return 2L * listed * Character.BYTES <= list.byteSize()
        ? union(from, to)
        : all.minus(union(0, from, to, dictionary.size()));
  }

  private RowSet union(int from, int to) {
    RowSet.Builder rows = new RowSet.Builder();
    add(from, to, rows);
    return rows.build();
  }

  private RowSet union(int from, int to, int from2, int to2) {
    RowSet.Builder rows = new RowSet.Builder();
    add(from, to, rows);
    add(from2, to2, rows);
    return rows.build();
  }

  private void add(int from, int to, RowSet.Builder rows) {
    addListed(from, to, rows);
    addDense(entry -> entry >= from && entry < to, rows);
  }

  private void addListed(int from, int to, RowSet.Builder rows) {
    int end = listEnd(to);
    for (int i = listEnd(from); i < end; i++) {
      rows.add(list.get(LittleEndian.U16, (long) i * Character.BYTES));
    }
  }

  private void addDense(IntPredicate wanted, RowSet.Builder rows) {
    int dense = (int) (denseEntries.byteSize() / Integer.BYTES);
    for (int i = 0; i < dense; i++) {
      if (wanted.test(denseEntries.get(LittleEndian.I32, (long) i * Integer.BYTES))) {
        addBitmap(i, rows);
      }
    }
  }

  private void addBitmap(int index, RowSet.Builder rows) {
    int words = words(stripeRows);
    long at = (long) index * words * Long.BYTES;
    for (int word = 0; word < words; word++) {
      rows.addWord(word, bitmaps.get(LittleEndian.I64, at + (long) word * Long.BYTES));
    }
  }

  /** Where the list of the entries before this one ends. */
  private int listEnd(int entry) {
    return entry == 0 ? 0 : listEnds.get(LittleEndian.I32, (entry - 1L) * Integer.BYTES);
  }
}
