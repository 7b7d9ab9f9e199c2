package io.vecgo.store;

import java.io.EOFException;

/** Checks of arguments that every store makes alike, for implementations of stores. */
public final class StoreArguments {
  private StoreArguments() {}

  /**
   * Throws unless the range lies inside a blob of this size.
   *
   * @throws IllegalArgumentException if the offset is negative
   * @throws EOFException if the blob ends before the range does
   */
  public static void checkRange(long offset, long bytes, long size) throws EOFException {
    if (offset < 0) {
      throw new IllegalArgumentException("offset=" + offset + ": must not be negative");
    }
    if (bytes > size - offset) {
      throw new EOFException(
          "offset=" + offset + " bytes=" + bytes + ": the blob ends at byte " + size);
    }
  }

  /** Returns the owner of a lock if it is one line, and throws if not. */
  public static String checkOwner(String owner) {
    if (owner.isBlank() || owner.lines().count() != 1) {
      throw new IllegalArgumentException("owner=" + owner + ": must be one line of text");
    }
    return owner;
  }
}
