package io.vecgo.model;

/** Another writer has the database open; the message names its process and host. */
public final class LockedException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public LockedException(String message) {
    super(message);
  }
}
