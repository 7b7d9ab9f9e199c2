package io.vecgo.model;

/** A file was written by a version of the library whose format this one does not read. */
public final class IncompatibleFormatException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public IncompatibleFormatException(String message) {
    super(message);
  }
}
