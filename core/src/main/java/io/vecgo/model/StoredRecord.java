package io.vecgo.model;

import java.util.Optional;

/**
 * A record as it is in the database: what was given, and the id it was given in return. The arrays
 * belong to the caller.
 */
public final class StoredRecord {
  private final long id;
  private final VectorRecord content;

  public StoredRecord(long id, VectorRecord content) {
    this.id = id;
    this.content = content;
  }

  /** The number that the database gave the record: ascending from 1, never used again. */
  public long id() {
    return id;
  }

  /** The whole content, ready to be changed and written again. */
  public VectorRecord content() {
    return content;
  }

  /** The vector, exactly as it was given. */
  public float[] vector() {
    return content.vector();
  }

  public Optional<String> key() {
    return content.key();
  }

  public Document metadata() {
    return content.metadata();
  }

  public byte[] payload() {
    return content.payload();
  }
}
