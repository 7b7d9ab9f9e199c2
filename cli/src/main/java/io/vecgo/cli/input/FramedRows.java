package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The frame that fvecs and ivecs files share: for each row the number of its components as a
 * little-endian 32-bit integer, then the components of four bytes each.
 */
final class FramedRows implements AutoCloseable {
  private static final int HEADER_BYTES = Integer.BYTES;
  private static final int COMPONENT_BYTES = 4;

  /** Decides whether a row may have this many components, before memory is taken for them. */
  interface CountCheck {
    void check(long row, int components) throws BadInputException;
  }

  private final Input input;
  private final CountCheck check;
  private final byte[] header = new byte[HEADER_BYTES];
  private byte[] body = {};
  private long row = -1;

  FramedRows(Input input, CountCheck check) {
    this.input = input;
    this.check = check;
  }

  /** The components of the next row, valid until the row after it is read. */
  Optional<ByteBuffer> next() throws IOException {
    row++;
    int read = input.read(header, 0, HEADER_BYTES);
    if (read == 0) {
      return Optional.empty();
    }
    requireWhole(read, HEADER_BYTES, "header");
    int components = littleEndian(header).getInt(0);
    check.check(row, components);
    return Optional.of(readBody(components));
  }

  /** The number of the row that {@link #next} returned last, from 0. */
  long row() {
    return row;
  }

  Input input() {
    return input;
  }

  private ByteBuffer readBody(int components) throws IOException {
    int length = Math.multiplyExact(components, COMPONENT_BYTES);
    if (body.length < length) {
      body = new byte[length];
    }
    requireWhole(input.read(body, 0, length), length, "row");
    return littleEndian(body).limit(length);
  }

  private void requireWhole(int found, int expected, String what) throws BadInputException {
    if (found < expected) {
      throw input.problemAtRow(
          row,
          "the file ends after %d bytes of the %s, expected %d".formatted(found, what, expected));
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
