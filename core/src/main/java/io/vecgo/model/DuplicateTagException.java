package io.vecgo.model;

/** A tag of this name is at another version. */
public final class DuplicateTagException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public DuplicateTagException(String message) {
    super(message);
  }
}
