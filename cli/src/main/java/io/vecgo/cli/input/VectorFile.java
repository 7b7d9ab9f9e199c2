package io.vecgo.cli.input;

import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a vector file of any {@link InputFormat}. */
public final class VectorFile {
  private VectorFile() {}

  /** The vectors alone. */
  public static RowReader<float[]> open(Path file, VectorRule rule) throws IOException {
    return open(Input.open(file), rule);
  }

  /** The vectors of an input, which the reader closes. */
  public static RowReader<float[]> open(Input input, VectorRule rule) throws IOException {
    return switch (InputFormat.of(input)) {
      case FVECS -> new FvecsReader(input, rule);
      case NPY -> new NpyReader(input, rule);
      case JSONL ->
          new VectorsOfRecords(new RecordReader(input, RecordFields.DEFAULT, rule, Schema.NONE));
    };
  }

  /** The vectors of records. */
  private record VectorsOfRecords(RowReader<VectorRecord> records) implements RowReader<float[]> {
    @Override
    public Optional<float[]> next() throws IOException {
      return records.next().map(VectorRecord::vector);
    }

    @Override
    public double fraction() {
      return records.fraction();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
