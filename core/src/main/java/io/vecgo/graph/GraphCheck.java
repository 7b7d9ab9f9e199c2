package io.vecgo.graph;

import static io.vecgo.graph.GraphLayout.EF_OFFSET;
import static io.vecgo.graph.GraphLayout.ENTRIES_OFFSET;
import static io.vecgo.graph.GraphLayout.ENTRY_COUNT_OFFSET;
import static io.vecgo.graph.GraphLayout.LINKS_LIMIT;
import static io.vecgo.graph.GraphLayout.LINKS_MAX_OFFSET;
import static io.vecgo.graph.GraphLayout.ROWS_OFFSET;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Whether bytes from a file are a graph: if so, no walk ever leaves the rows, whoever made the
 * file. Every check finds the first damaged place.
 */
final class GraphCheck {
  private final MemorySegment bytes;
  private final int rows;

  GraphCheck(MemorySegment bytes, int rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  /** Checks the header, the entry rows and the length: enough to find every record. */
  Optional<GraphDamage> header() {
    if (bytes.byteSize() < ENTRIES_OFFSET) {
      return lengthDamage("at least " + ENTRIES_OFFSET);
    }
    return field(ROWS_OFFSET, "number of rows", rows, rows)
        .or(() -> field(LINKS_MAX_OFFSET, "number of links", 1, LINKS_LIMIT))
        .or(this::entryCount)
        .or(() -> field(EF_OFFSET, "ef", 1, RowSet.ROWS_MAX))
        .or(this::length)
        .or(this::entries);
  }

  /** Checks every record; the header must be sound. */
  Optional<GraphDamage> records() {
    long recordsOffset = GraphLayout.recordsOffset(GraphLayout.entryCount(bytes));
    int linksMax = GraphLayout.linksMax(bytes);
    long strideBytes = GraphLayout.strideBytes(linksMax);
    for (int row = 0; row < rows; row++) {
      long at = recordsOffset + row * strideBytes;
      int count = bytes.get(LittleEndian.I32, at);
      if (count < 0 || count > linksMax) {
        return field(at, "number of neighbours", 0, linksMax);
      }
      for (long link = at + Integer.BYTES; count > 0; count--, link += Integer.BYTES) {
        if (Integer.compareUnsigned(bytes.get(LittleEndian.I32, link), rows) >= 0) {
          return field(link, "neighbour", 0, rows - 1);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<GraphDamage> entryCount() {
    int expected = EntryRows.count(rows);
    return field(ENTRY_COUNT_OFFSET, "number of entry rows", Math.min(1, rows), expected);
  }

  private Optional<GraphDamage> length() {
    long expected =
        GraphLayout.byteSize(rows, GraphLayout.linksMax(bytes), GraphLayout.entryCount(bytes));
    return bytes.byteSize() == expected ? Optional.empty() : lengthDamage(Long.toString(expected));
  }

  private Optional<GraphDamage> lengthDamage(String expected) {
    return Optional.of(
        new GraphDamage(0, "wrong length", expected + " bytes", bytes.byteSize() + " bytes"));
  }

  /** Ascending, so that none is there twice. */
  private Optional<GraphDamage> entries() {
    Optional<GraphDamage> damage = Optional.empty();
    int least = 0;
    for (int i = 0; i < GraphLayout.entryCount(bytes) && damage.isEmpty(); i++) {
      long at = ENTRIES_OFFSET + (long) i * Integer.BYTES;
      damage = field(at, "entry row", least, rows - 1);
      least = bytes.get(LittleEndian.I32, at) + 1;
    }
    return damage;
  }

  private Optional<GraphDamage> field(long offset, String name, int least, int most) {
    int found = bytes.get(LittleEndian.I32, offset);
    if (found >= least && found <= most) {
      return Optional.empty();
    }
    String expected = least == most ? Integer.toString(least) : least + " to " + most;
    return Optional.of(
        new GraphDamage(offset, "invalid " + name, expected, Integer.toString(found)));
  }
}
