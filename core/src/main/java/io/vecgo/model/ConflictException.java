package io.vecgo.model;

/**
 * Another writer published the version that this commit was about to publish, or went on beyond it.
 * Nothing was lost or overwritten.
 */
public final class ConflictException extends VecgoException {
  private static final long serialVersionUID = 1L;

  private final long version;

  public ConflictException(long version) {
    super(
        "version "
            + version
            + " was published by another writer: close this database without a commit, open it again and repeat the"
            + " writes since the last commit");
    this.version = version;
  }

  /** The version of the other writer: the highest that was seen. */
  public long version() {
    return version;
  }
}
