package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads vectors of an fvecs file: for each its dimension as a little-endian int32, then its
 * components as little-endian float32.
 */
public final class FvecsReader implements RowReader<float[]> {
  private final FramedRows rows;
  private final VectorRule rule;

  public FvecsReader(Input input, VectorRule rule) {
    this.rule = rule;
    this.rows =
        new FramedRows(
            input, (row, components) -> rule.checkDimension(input.place(row), components));
  }

  /** Opens a file whose first vector decides on the dimension of all. */
  public static FvecsReader open(Path file) throws IOException {
    return new FvecsReader(Input.open(file), VectorRule.ofFirstRow());
  }

  @Override
  public Optional<float[]> next() throws IOException {
    Optional<ByteBuffer> row = rows.next();
    return row.isPresent() ? Optional.of(decode(row.get())) : Optional.empty();
  }

  private float[] decode(ByteBuffer components) throws BadInputException {
    float[] vector = new float[components.remaining() / Float.BYTES];
    components.asFloatBuffer().get(vector);
    rule.checkComponents(rows.input().place(rows.row()), vector);
    return vector;
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
