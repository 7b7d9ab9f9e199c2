package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.input.DocumentReader;
import io.vecgo.cli.input.FvecsReader;
import io.vecgo.cli.input.Input;
import io.vecgo.cli.input.InputFormat;
import io.vecgo.cli.input.NpyReader;
import io.vecgo.cli.input.NumberedRecords;
import io.vecgo.cli.input.RecordFields;
import io.vecgo.cli.input.RecordReader;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.input.VectorRule;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one import.
 *
 * @param vectors vectors, or whole records
 * @param metadata one document for each vector, where the vector file has none
 * @param fields what is what in whole records
 */
record ImportSource(Path vectors, Optional<Path> metadata, RecordFields fields) {

  /** Opens the files as records that fit the database. */
  RowReader<VectorRecord> open(Vecgo db) throws IOException {
    VectorRule rule = VectorRule.of(db.dimension(), db.metric());
    Input input = Input.open(vectors);
    try {
      return switch (InputFormat.of(input)) {
        case FVECS -> numbered(new FvecsReader(input, rule), db.schema());
        case NPY -> numbered(new NpyReader(input, rule), db.schema());
        case JSONL -> whole(input, rule, db.schema());
      };
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  private RowReader<VectorRecord> numbered(RowReader<float[]> rows, Schema schema)
      throws IOException {
    return metadata.isEmpty()
        ? NumberedRecords.of(rows)
        : NumberedRecords.of(rows, DocumentReader.open(metadata.get(), schema));
  }

  private RowReader<VectorRecord> whole(Input input, VectorRule rule, Schema schema)
      throws IOException {
    if (metadata.isPresent()) {
      throw new BadInputException(
          "%s: holds JSON lines with their own metadata, expected no metadata file beside it (%s)"
              .formatted(vectors, metadata.get()));
    }
    return new RecordReader(input, fields, rule, schema);
  }
}
