package io.vecgo.model;

/** What was asked for would lose writes that are not committed. */
public final class PendingWritesException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public PendingWritesException(String message) {
    super(message);
  }
}
