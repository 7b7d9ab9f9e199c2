package io.vecgo.model;

/** A version or a tag was asked for that is not there; the message says which are. */
public final class NoSuchVersionException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public NoSuchVersionException(String message) {
    super(message);
  }
}
