package io.vecgo.model;

/** The database or snapshot was closed before the call. */
public final class ClosedException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public ClosedException(String message) {
    super(message);
  }
}
