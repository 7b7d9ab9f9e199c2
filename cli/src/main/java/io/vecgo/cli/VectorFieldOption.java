package io.vecgo.cli;

import io.vecgo.cli.input.RecordFields;
import picocli.CommandLine.Option;

/** Where the vector of a JSON line is. */
final class VectorFieldOption {
  @Option(
      names = "--vector-field",
      paramLabel = "NAME",
      defaultValue = "vector",
      description = "The field of a JSON line that is the vector (default: ${DEFAULT-VALUE}).")
  private String name = RecordFields.DEFAULT.vector();

  String name() {
    return name;
  }
}
