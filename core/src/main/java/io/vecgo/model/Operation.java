package io.vecgo.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What made a version. */
public enum Operation {
  /** The first version, without rows. */
  CREATE(1),
  /** Writes and deletes made durable. */
  COMMIT(2),
  /** Segments merged; the same records. */
  COMPACTION(3),
  /** An older version made current again. */
  ROLLBACK(4),
  /** Damaged or missing files dealt with. */
  REPAIR(5);

  private final int code;

  Operation(int code) {
    this.code = code;
  }

  /** The name used in text: {@code commit}, {@code rollback}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number used in files. */
  public int code() {
    return code;
  }

  /** The operation with this {@link #code}. */
  public static Optional<Operation> ofCode(int code) {
    return Arrays.stream(values()).filter(operation -> operation.code == code).findFirst();
  }
}
