package io.vecgo.testkit.disk;

/** How an operation on a disk goes wrong. */
public enum Fault {
  /** Nothing is done. */
  IO_ERROR("Input/output error"),

  /** Of a write the first half is done, of anything else nothing. */
  DISK_FULL("No space left on device"),

  /** The first half of the bytes is written, and the count returned says so; no error. */
  SHORT_WRITE(""),

  /** Bytes that are not durable yet never will be, whatever later syncs say; names may be. */
  FAILED_SYNC("Input/output error"),

  /** All is done, only the answer says otherwise. */
  LOST_ANSWER("Connection timed out");

  private final String message;

  Fault(String message) {
    this.message = message;
  }

  /** Whether operations of this kind can go wrong so. */
  public boolean appliesTo(OperationKind kind) {
    return switch (kind) {
      case STAT, LIST, OPEN, READ, MAP, LOCK -> this == IO_ERROR;
      case MAKE_DIRECTORY, CREATE, LINK, RENAME -> this != SHORT_WRITE && this != FAILED_SYNC;
      case WRITE -> this != FAILED_SYNC && this != LOST_ANSWER;
      case SYNC, SYNC_DIRECTORY -> this == FAILED_SYNC || this == IO_ERROR;
      case DELETE -> this == IO_ERROR || this == LOST_ANSWER;
    };
  }

  String message() {
    return message;
  }
}
