package io.vecgo.graph;

import io.vecgo.bytes.ByteReader;
import io.vecgo.kernel.Distances;
import io.vecgo.model.IndexSettings;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * The graph of a segment: one layer, and a sample of its rows at which walks begin. It is searched
 * where it lies, in memory or in a mapped file, in the layout of {@link GraphLayout}. Immutable
 * once its builder has {@linkplain #noteEf noted} its ef, thread-safe; it lives as long as its
 * bytes.
 */
public final class SegmentGraph implements Links {
  /** The part of a graph that {@link #ef(ByteReader)} reads. */
  public static final int HEADER_BYTES = GraphLayout.ENTRIES_OFFSET;

  private final MemorySegment bytes;
  private final LinkRecords records;
  private final int[] entries;

  private SegmentGraph(MemorySegment bytes) {
    this.bytes = bytes;
    this.records = GraphLayout.records(bytes.asReadOnly());
    this.entries = GraphLayout.entries(bytes);
  }

  /** Size of the graph of so many rows, in bytes; of several graphs if there are more than fit. */
  public static long bytes(long rows, IndexSettings settings) {
    int entries = EntryRows.count((int) Math.min(rows, RowSet.ROWS_MAX));
    return GraphLayout.recordsOffset(entries) + rows * GraphLayout.strideBytes(2 * settings.m());
  }

  /** What {@link #ef} will be of the graph that begins with these bytes. */
  public static int ef(ByteReader header) {
    int ef = 0;
    for (int at = 0; at <= GraphLayout.EF_OFFSET; at += Integer.BYTES) {
      ef = header.i32();
    }
    if (ef < 1 || ef > RowSet.ROWS_MAX) {
      throw header.corrupt("invalid ef", "1 to " + RowSet.ROWS_MAX, Integer.toString(ef));
    }
    return ef;
  }

  /** The graph in {@code bytes}, which {@link #headerDamage} must have found sound. */
  public static SegmentGraph over(MemorySegment bytes) {
    return new SegmentGraph(bytes);
  }

  /**
   * What is wrong with the header, the entry rows or the length of a graph. Reads no record.
   *
   * @param rows rows that the graph must have
   */
  public static Optional<GraphDamage> headerDamage(MemorySegment bytes, int rows) {
    return new GraphCheck(bytes, rows).header();
  }

  /**
   * What is wrong with the first damaged record. Reads all of them. A search of a graph without
   * damage never asks for the distance of a row that is not there.
   */
  public Optional<GraphDamage> recordDamage() {
    return new GraphCheck(bytes, rows()).records();
  }

  /** The bytes to write to a file, read-only. */
  public MemorySegment bytes() {
    return bytes.asReadOnly();
  }

  /** Number of rows; each is in the graph. */
  public int rows() {
    return records.capacityRows();
  }

  @Override
  public int capacityRows() {
    return rows();
  }

  @Override
  public int linksMax() {
    return records.linksMax();
  }

  @Override
  public int read(int row, int[] target, int to) {
    return records.read(row, target, to);
  }

  /** Rows that a walk for ten results keeps in sight, unless its query says otherwise. */
  public int ef() {
    return GraphLayout.ef(bytes);
  }

  /**
   * Notes what {@link #ef} is from now on: who builds a graph measures it, before others see it.
   */
  public void noteEf(int ef) {
    GraphLayout.setEf(bytes, ef);
  }

  /** Whether walks may begin at a row. */
  public boolean isEntry(int row) {
    return Arrays.binarySearch(entries, row) >= 0;
  }

  /** The rows that walks begin at, ascending. A copy. */
  public int[] entryRows() {
    return entries.clone();
  }

  /** Fresh memory for searches of this graph. */
  public WalkScratch newScratch() {
    return new WalkScratch(linksMax());
  }

  /**
   * The nearest wanted rows.
   *
   * @param fromQuery aimed at the query
   */
  public void search(Distances fromQuery, WalkGoal goal, WalkScratch scratch, NearestRows result) {
    scratch.startCounting();
    int starts = EntryRows.nearest(entries, entries.length, fromQuery, scratch);
    GraphWalk.walk(records, fromQuery, scratch.starts, starts, goal, scratch);
    scratch.pool.drainWanted(result);
  }

  /** Rows that no walk can reach, whatever its effort: none, in a graph that was built here. */
  public RowSet unreachableRows() {
    RowTree tree = RowTree.from(entries, entries.length, records);
    return RowSet.range(rows()).where(row -> !tree.contains(row));
  }
}
