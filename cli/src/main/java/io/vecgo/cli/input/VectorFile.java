package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.file.Path;

/** Opens a vector file of any {@link InputFormat}. */
public final class VectorFile {
  private VectorFile() {}

  /**
   * The vectors alone.
   *
   * @param field the field of JSON lines that is the vector
   */
  public static RowReader<float[]> open(Path file, VectorRule rule, String field)
      throws IOException {
    return open(Input.open(file), rule, field);
  }

  /** The vectors of an input, which the reader closes. */
  static RowReader<float[]> open(Input input, VectorRule rule, String field) throws IOException {
    try {
      return switch (InputFormat.of(input)) {
        case FVECS -> new FvecsReader(input, rule);
        case NPY -> new NpyReader(input, rule);
        case JSONL -> new JsonVectorReader(input, field, rule);
      };
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }
}
