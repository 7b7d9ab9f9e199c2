package io.vecgo.model;

import java.io.IOException;

/**
 * Reading or writing the store failed. Rows that were not committed stay readable, and a later
 * commit writes them.
 */
public final class StoreException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public StoreException(String what, IOException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
