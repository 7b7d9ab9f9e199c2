package io.vecgo.columns;

import io.vecgo.model.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * What columns tell apart. Values of one kind are ordered; the {@link #canonical} forms of two
 * values are equal exactly if filters take them for the same.
 */
enum ValueKind {
  NULL(0, 0),
  BOOL(1, 1),
  /** Whole numbers from -2^63 to 2^63 - 1, of either type. */
  INT(2, Long.BYTES),
  /** All other numbers. */
  REAL(3, Long.BYTES),
  TEXT(4, 0),
  TIME(5, Long.BYTES + Integer.BYTES),
  UUID(6, 2 * Long.BYTES),
  /** That a value is an array; what it holds stands apart. */
  ARRAY(7, 0);

  private static final double TWO_POW_63 = 0x1p63;

  private final int code;
  private final int entryBytes;

  ValueKind(int code, int entryBytes) {
    this.code = code;
    this.entryBytes = entryBytes;
  }

  /** The number in files. */
  int code() {
    return code;
  }

  /** Bytes of one value in a dictionary; those of texts have no fixed length. */
  int entryBytes() {
    return entryBytes;
  }

  static Optional<ValueKind> ofCode(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  /** The kind of a canonical value. */
  static ValueKind of(Value canonical) {
    return switch (canonical) {
      case Value.Null _ -> NULL;
      case Value.Bool _ -> BOOL;
      case Value.Int _ -> INT;
      case Value.Real _ -> REAL;
      case Value.Text _ -> TEXT;
      case Value.Time _ -> TIME;
      case Value.Uuid _ -> UUID;
      case Value.Array _ -> ARRAY;
    };
  }

  /** A whole number as integer, whatever its type; anything else as it is. */
  static Value canonical(Value value) {
    return value instanceof Value.Real(double number) && isWhole(number)
        ? Value.of((long) number)
        : value;
  }

  private static boolean isWhole(double number) {
    return number >= -TWO_POW_63 && number < TWO_POW_63 && number == Math.rint(number);
  }
}
