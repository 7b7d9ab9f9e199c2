package io.vecgo.testkit.disk;

/** What a primitive operation on a disk does. */
public enum OperationKind {
  /** A file or directory is looked at: its kind, its size. */
  STAT,
  /** The names in a directory are read. */
  LIST,
  /** A file that exists is opened. */
  OPEN,
  /** Bytes of an open file are read. */
  READ,
  /** An open file is mapped into memory. */
  MAP,
  /** A lock on a file is tried. */
  LOCK,
  /** A directory is made. */
  MAKE_DIRECTORY,
  /** A file is made, empty. */
  CREATE,
  /** Bytes are written to an open file. */
  WRITE,
  /** What was written to a file is made durable. */
  SYNC,
  /** A file gets one more name. */
  LINK,
  /** A file gets another name in place of its own. */
  RENAME,
  /** A name is removed. */
  DELETE,
  /** The names in a directory are made durable. */
  SYNC_DIRECTORY
}
