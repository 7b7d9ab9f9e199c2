package io.vecgo.cli.ingest;

import io.vecgo.cli.output.Figures;

/** An import ended early. The cause says why, the message how many rows are committed. */
public final class ImportStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportStoppedException(Exception cause, long committedRows) {
    super(
        committedRows == 0
            ? "nothing was committed"
            : Figures.count(committedRows, "row") + " before that stay committed",
        cause);
  }
}
