package io.vecgo.cli.ingest;

/** What an import does where a live record has the key of a new one. */
public enum Existing {
  /** The import ends with an error. */
  REFUSE,

  /** The new record takes the place of the other; of two in one file, the later stays. */
  REPLACE
}
