package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads rows of an ivecs file, as ground truth comes in: for each row the number of its entries and
 * then the entries, all little-endian int32.
 */
public final class IvecsReader implements RowReader<int[]> {
  private static final int ENTRIES_MAX = 1 << 20;

  private final FramedRows rows;

  public IvecsReader(Input input) {
    this.rows = new FramedRows(input, (row, entries) -> checkEntries(input, row, entries));
  }

  public static IvecsReader open(Path file) throws IOException {
    return new IvecsReader(Input.open(file));
  }

  private static void checkEntries(Input input, long row, int entries) throws BadInputException {
    if (entries < 0 || entries > ENTRIES_MAX) {
      throw input.problemAtRow(
          row,
          "has %d entries, expected 0 to %d: is this an ivecs file?"
              .formatted(entries, ENTRIES_MAX));
    }
  }

  @Override
  public Optional<int[]> next() throws IOException {
    return rows.next().map(IvecsReader::decode);
  }

  private static int[] decode(ByteBuffer entries) {
    int[] row = new int[entries.remaining() / Integer.BYTES];
    entries.asIntBuffer().get(row);
    return row;
  }

  @Override
  public double fraction() {
    return rows.input().fraction();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
