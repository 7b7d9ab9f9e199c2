package io.vecgo.model;

/** There is no database where one was to be opened. */
public final class NoDatabaseException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public NoDatabaseException(String message) {
    super(message);
  }
}
