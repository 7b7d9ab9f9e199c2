package io.vecgo.memtable;

import io.vecgo.model.Document;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import java.util.Optional;

/** What a row holds besides its vector. */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array is copied in and out
record RowContent(Optional<String> key, Document metadata, byte[] payload, int previousRowOfKey) {
  private static final long OBJECT_BYTES = 48;

  /** Memory in use, estimated: objects with their headers, two bytes a character. */
  long bytes() {
    return bytes(key, metadata, payload.length);
  }

  /** As {@link #bytes()} of what is about to be stored. */
  static long bytes(VectorRecord record) {
    return bytes(record.key(), record.metadata(), record.payload().length);
  }

  private static long bytes(Optional<String> key, Document metadata, int payloadBytes) {
    long bytes = 2 * OBJECT_BYTES + payloadBytes + key.map(RowContent::bytes).orElse(0L);
    for (var field : metadata.fields().entrySet()) {
      bytes += OBJECT_BYTES + bytes(field.getKey()) + bytes(field.getValue());
    }
    return bytes;
  }

  private static long bytes(String text) {
    return OBJECT_BYTES + 2L * text.length();
  }

  private static long bytes(Value value) {
    return switch (value) {
      case Value.Text(String text) -> bytes(text);
      case Value.Array array -> array.elements().stream().mapToLong(RowContent::bytes).sum();
      default -> OBJECT_BYTES;
    };
  }
}
