package io.vecgo.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What a user stores: a vector and, as wanted, a key, a metadata document and payload bytes.
 * Immutable; each {@code with} method returns a changed copy. The arrays are not copied here, the
 * database copies them on insert: do not change them in between.
 */
public final class VectorRecord {
  private static final byte[] NO_PAYLOAD = {};

  private final float[] vector;
  private final Optional<String> key;
  private final Document metadata;
  private final byte[] payload;

  private VectorRecord(float[] vector, Optional<String> key, Document metadata, byte[] payload) {
    this.vector = Objects.requireNonNull(vector, "vector");
    this.key = key;
    this.metadata = metadata;
    this.payload = payload;
  }

  /** A record of a vector alone. */
  public static VectorRecord of(float... vector) {
    return new VectorRecord(vector, Optional.empty(), Document.EMPTY, NO_PAYLOAD);
  }

  /** This record under a key, which is unique among the live records of a database. */
  public VectorRecord withKey(String newKey) {
    Limits.checkKey(newKey);
    return new VectorRecord(vector, Optional.of(newKey), metadata, payload);
  }

  public VectorRecord withMetadata(Document newMetadata) {
    return new VectorRecord(vector, key, newMetadata, payload);
  }

  /**
   * This record with one metadata field set; the value is anything that {@link Value#from} takes.
   */
  public VectorRecord with(String field, Object value) {
    return withMetadata(metadata.with(field, value));
  }

  /** This record with bytes that the database keeps and never looks into. */
  public VectorRecord withPayload(byte[] newPayload) {
    Limits.checkPayload(newPayload);
    return new VectorRecord(vector, key, metadata, newPayload);
  }

  public float[] vector() {
    return vector;
  }

  public Optional<String> key() {
    return key;
  }

  public Document metadata() {
    return metadata;
  }

  /** The payload; empty if the record has none. */
  public byte[] payload() {
    return payload;
  }
}
