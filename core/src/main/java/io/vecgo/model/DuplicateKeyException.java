package io.vecgo.model;

/** An insert named a key that a live record has; upsert replaces instead. */
public final class DuplicateKeyException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public DuplicateKeyException(String message) {
    super(message);
  }
}
