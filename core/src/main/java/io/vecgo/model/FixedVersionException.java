package io.vecgo.model;

/** A database that was opened at one version was asked to move to another. */
public final class FixedVersionException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public FixedVersionException(String message) {
    super(message);
  }
}
