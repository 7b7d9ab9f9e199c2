package io.vecgo.model;

/**
 * The thread was interrupted while it read results one by one. Those that it has got are good; the
 * thread stays interrupted.
 */
public final class InterruptedSearchException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public InterruptedSearchException(String message) {
    super(message);
  }
}
