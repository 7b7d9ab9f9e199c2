package io.vecgo.model;

/** A database was to be created where there is one already. */
public final class DatabaseExistsException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public DatabaseExistsException(String message) {
    super(message);
  }
}
