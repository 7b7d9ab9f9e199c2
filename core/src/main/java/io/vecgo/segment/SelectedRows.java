package io.vecgo.segment;

import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import io.vecgo.part.VectorLease;
import io.vecgo.rows.RowSet;
import java.util.Optional;

/**
 * Some of the rows of a source.
 *
 * @param live those of the source that count
 */
public record SelectedRows(RowSource source, RowSet live) implements RowSource {

  @Override
  public long id(int row) {
    return source.id(row);
  }

  @Override
  public Optional<String> key(int row) {
    return source.key(row);
  }

  @Override
  public float[] vector(int row) {
    return source.vector(row);
  }

  @Override
  public Document metadata(int row) {
    return source.metadata(row);
  }

  @Override
  public byte[] payload(int row) {
    return source.payload(row);
  }

  @Override
  public FloatRows vectors() {
    return source.vectors();
  }

  @Override
  public VectorLease vectorLease() {
    return source.vectorLease();
  }

  @Override
  public FloatRows scales() {
    return source.scales();
  }

  @Override
  public Optional<LinkedRows> links() {
    return source.links();
  }
}
