package io.vecgo.model;

/**
 * What can go wrong apart from wrong arguments (which raise {@link IllegalArgumentException}).
 * Messages are for the operator: what happened, to which file, what to do.
 */
public abstract sealed class VecgoException extends RuntimeException
    permits BackpressureException,
        ClosedException,
        ConflictException,
        CorruptException,
        DatabaseExistsException,
        DuplicateKeyException,
        DuplicateTagException,
        FixedVersionException,
        IncompatibleFormatException,
        InterruptedSearchException,
        LockedException,
        NoDatabaseException,
        NoSuchVersionException,
        PendingWritesException,
        ReadOnlyException,
        StoreException {

  private static final long serialVersionUID = 1L;

  VecgoException(String message) {
    super(message);
  }

  VecgoException(String message, Throwable cause) {
    super(message, cause);
  }
}
