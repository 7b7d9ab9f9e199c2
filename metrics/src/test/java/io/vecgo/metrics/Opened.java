package io.vecgo.metrics;

import io.vecgo.observe.OpenResult;

/** What observers are told where no database is opened. */
final class Opened {
  static final OpenResult DATABASE = new OpenResult("nowhere", 1, OpenResult.Access.WRITE, 0, 0, 0);

  private Opened() {}
}
