package io.vecgo.observe;

/**
 * Ids of records: all from the first to the last if there are as many records, else so many among
 * them, nobody knows which.
 */
public record IdRange(long first, long last, long records) {

  /** Whether every id of the range is meant. */
  public boolean isExact() {
    return last - first + 1 == records;
  }

  @Override
  public String toString() {
    if (first == last) {
      return Long.toString(first);
    }
    return isExact() ? first + " to " + last : records + " of " + first + " to " + last;
  }
}
