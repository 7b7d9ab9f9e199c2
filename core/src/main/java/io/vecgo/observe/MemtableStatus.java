package io.vecgo.observe;

import java.util.OptionalLong;

/**
 * Memory of rows that are not committed.
 *
 * @param bytes what they use
 * @param limitBytes what they may use before writes wait; empty without a limit, and for readers
 */
public record MemtableStatus(long bytes, OptionalLong limitBytes) {

  /** Share of the limit that is used; 0 without a limit. */
  public double usage() {
    return limitBytes.isEmpty() ? 0 : (double) bytes / limitBytes.getAsLong();
  }
}
