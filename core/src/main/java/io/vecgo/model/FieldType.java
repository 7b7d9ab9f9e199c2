package io.vecgo.model;

import java.util.Locale;

/** The declared type of a metadata field. Null is a legal value of every type. */
public enum FieldType {
  BOOL("bool"),
  INT("int"),
  /** A double; an integer is accepted too. */
  DOUBLE("double"),
  STRING("string"),
  /** A string that people read: shown with search hits, and what full-text search runs over. */
  TEXT("text"),
  INSTANT("instant"),
  UUID("uuid"),
  BOOL_ARRAY("bool[]"),
  INT_ARRAY("int[]"),
  DOUBLE_ARRAY("double[]"),
  STRING_ARRAY("string[]"),
  INSTANT_ARRAY("instant[]"),
  UUID_ARRAY("uuid[]");

  private final String label;

  FieldType(String label) {
    this.label = label;
  }

  /** The name used in text, for example {@code int} or {@code string[]}. */
  public String label() {
    return label;
  }

  /** The type with this {@link #label}, in any letter case. */
  public static FieldType parse(String label) {
    String wanted = label.toLowerCase(Locale.ROOT);
    for (FieldType type : values()) {
      if (type.label.equals(wanted)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "type="
            + label
            + ": must be bool, int, double, string, text, instant or uuid, or for arrays bool[], int[], double[],"
            + " string[], instant[] or uuid[]");
  }

  /** Whether a field of this type may hold the value. */
  public boolean accepts(Value value) {
    return switch (value) {
      case Value.Null _ -> true;
      case Value.Array array ->
          isArray() && array.elements().stream().allMatch(this::acceptsElement);
      case Value.Bool _ -> this == BOOL;
      case Value.Int _ -> this == INT || this == DOUBLE;
      case Value.Real _ -> this == DOUBLE;
      case Value.Text _ -> this == STRING || this == TEXT;
      case Value.Time _ -> this == INSTANT;
      case Value.Uuid _ -> this == UUID;
    };
  }

  private boolean isArray() {
    return label.endsWith("[]");
  }

  private boolean acceptsElement(Value element) {
    return switch (this) {
      case BOOL_ARRAY -> BOOL.accepts(element);
      case INT_ARRAY -> INT.accepts(element);
      case DOUBLE_ARRAY -> DOUBLE.accepts(element);
      case STRING_ARRAY -> STRING.accepts(element);
      case INSTANT_ARRAY -> INSTANT.accepts(element);
      case UUID_ARRAY -> UUID.accepts(element);
      case BOOL, INT, DOUBLE, STRING, TEXT, INSTANT, UUID -> false;
    };
  }
}
