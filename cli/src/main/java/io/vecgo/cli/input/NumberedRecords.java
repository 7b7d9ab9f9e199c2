package io.vecgo.cli.input;

import io.vecgo.model.Document;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.util.Optional;

/**
 * Joins row i of a vector file and line i of a metadata file to the record with the key {@code i},
 * counted from 0. Both must end together.
 */
public final class NumberedRecords implements RowReader<VectorRecord> {
  private final RowReader<float[]> vectors;
  private final Optional<RowReader<Document>> documents;
  private long row = -1;

  private NumberedRecords(RowReader<float[]> vectors, Optional<RowReader<Document>> documents) {
    this.vectors = vectors;
    this.documents = documents;
  }

  /** Records without metadata. */
  public static NumberedRecords of(RowReader<float[]> vectors) {
    return new NumberedRecords(vectors, Optional.empty());
  }

  public static NumberedRecords of(RowReader<float[]> vectors, RowReader<Document> documents) {
    return new NumberedRecords(vectors, Optional.of(documents));
  }

  @Override
  public Optional<VectorRecord> next() throws IOException {
    row++;
    Optional<float[]> vector = vectors.next();
    if (documents.isEmpty()) {
      return vector.map(this::record);
    }
    Optional<Document> document = documents.get().next();
    requireBoth(vector.isPresent(), document.isPresent());
    return vector.map(this::record).map(record -> record.withMetadata(document.orElseThrow()));
  }

  private VectorRecord record(float[] vector) {
    return VectorRecord.of(vector).withKey(Long.toString(row));
  }

  private void requireBoth(boolean vector, boolean document) throws BadInputException {
    if (vector && !document) {
      throw new BadInputException(
          "there are %d lines of metadata but more vectors, expected one line for each vector"
              .formatted(row));
    }
    if (document && !vector) {
      throw new BadInputException(
          "there are %d vectors but more lines of metadata, expected one line for each vector"
              .formatted(row));
    }
  }

  @Override
  public double fraction() {
    return vectors.fraction();
  }

  @Override
  public void close() throws IOException {
    try (vectors) {
      if (documents.isPresent()) {
        documents.get().close();
      }
    }
  }
}
