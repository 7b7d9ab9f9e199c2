package io.vecgo.model;

/** A write was asked of a database that was opened for reading. */
public final class ReadOnlyException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public ReadOnlyException(String message) {
    super(message);
  }
}
