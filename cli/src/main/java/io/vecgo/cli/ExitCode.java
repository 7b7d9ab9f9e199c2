package io.vecgo.cli;

/** What the process returns. */
final class ExitCode {
  static final int GOOD = 0;

  /** Something is wrong with the database, or a key is not there. */
  static final int FAILED = 1;

  /** Arguments or input files are wrong. */
  static final int BAD_USAGE = 2;

  private ExitCode() {}
}
