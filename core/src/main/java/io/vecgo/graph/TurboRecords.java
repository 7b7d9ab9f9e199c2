package io.vecgo.graph;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A graph in which each record holds all that one step of a walk reads (after SymphonyQG: Gou et
 * al., arXiv 2411.12229): the row's vector, its neighbours, and for each of these a code of one bit
 * a component of the way that leads there. Two kernel calls estimate the distances of all
 * neighbours, and no other place of memory is read for them. Walks begin at the entry records,
 * whose neighbours are the entry rows and whose own vector is the centre of all rows.
 *
 * <p>Immutable, thread-safe; it lives as long as its bytes. A neighbour that is not a row, in a
 * crafted file, makes a search throw {@link IndexOutOfBoundsException}: see {@link #damage}.
 */
public final class TurboRecords {
  private final TurboSpace space;
  private final TurboLayout layout;
  private final MemorySegment bytes;
  private final int rows;
  private final int records;

  private TurboRecords(TurboSpace space, MemorySegment bytes, int rows) {
    this.space = space;
    this.layout = space.layout();
    this.bytes = bytes;
    this.rows = rows;
    this.records = Math.toIntExact(bytes.byteSize() / layout.strideBytes());
  }

  /**
   * The records in {@code bytes}.
   *
   * @param bytes off-heap memory: the records of all rows, then entry records
   */
  public static TurboRecords over(MemorySegment bytes, TurboSpace space, int rows) {
    return new TurboRecords(space, bytes, rows);
  }

  /**
   * What is wrong with the first damaged neighbour. Reads the neighbours of all records. Nothing
   * else in a record can lead a search astray; wrong numbers make it find other rows.
   */
  public Optional<GraphDamage> damage() {
    for (int record = 0; record < records; record++) {
      for (int slot = 0; slot < TurboLayout.LINKS; slot++) {
        long at = layout.recordAt(record) + (long) slot * Integer.BYTES;
        int neighbour = bytes.get(LittleEndian.I32, at);
        if (Integer.compareUnsigned(neighbour, rows) >= 0) {
          return Optional.of(
              new GraphDamage(
                  at, "invalid neighbour", "0 to " + (rows - 1), Integer.toString(neighbour)));
        }
      }
    }
    return Optional.empty();
  }

  /** Rows, entry records not counted. */
  public int rows() {
    return rows;
  }

  /** Records of rows and entries: the latter follow the former. */
  int records() {
    return records;
  }

  TurboSpace space() {
    return space;
  }

  TurboLayout layout() {
    return layout;
  }

  MemorySegment bytes() {
    return bytes;
  }
}
