package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the rows of a two-dimensional float32 or float64 array in C order from a NumPy .npy file.
 */
public final class NpyReader implements RowReader<float[]> {
  private final Input input;
  private final VectorRule rule;
  private final NpyHeader header;
  private final byte[] body;
  private long row;

  /** Reads the header; closes the input if that fails. */
  public NpyReader(Input input, VectorRule rule) throws IOException {
    this.input = input;
    this.rule = rule;
    try {
      this.header = NpyHeader.read(input);
      rule.checkDimension(input.place(0), header.columns());
    } catch (IOException e) {
      input.close();
      throw e;
    }
    this.body = new byte[(int) header.columns() * header.element().bytes()];
  }

  public static NpyReader open(Path file) throws IOException {
    return new NpyReader(Input.open(file), VectorRule.ofFirstRow());
  }

  @Override
  public Optional<float[]> next() throws IOException {
    if (row == header.rows()) {
      requireEnd();
      return Optional.empty();
    }
    int read = input.read(body, 0, body.length);
    if (read < body.length) {
      throw input.problemAtRow(
          row,
          "the file ends after %d bytes of the row, expected %d (and %d rows in all)"
              .formatted(read, body.length, header.rows()));
    }
    float[] vector = decode(ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
    rule.checkComponents(input.place(row), vector);
    row++;
    return Optional.of(vector);
  }

  private float[] decode(ByteBuffer components) {
    float[] vector = new float[(int) header.columns()];
    switch (header.element()) {
      case FLOAT32 -> components.asFloatBuffer().get(vector);
      case FLOAT64 -> {
        for (int i = 0; i < vector.length; i++) {
          vector[i] = (float) components.getDouble(i * Double.BYTES);
        }
      }
    }
    return vector;
  }

  private void requireEnd() throws IOException {
    if (input.read() >= 0) {
      throw input.problemAtRow(
          row, "the file goes on, expected its end after the %d rows of the header".formatted(row));
    }
  }

  @Override
  public double fraction() {
    return input.fraction();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
