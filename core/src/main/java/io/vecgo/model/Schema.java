package io.vecgo.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What metadata documents must look like. It is stored with the database and checked on every
 * write; fields that it does not name are free.
 */
public record Schema(List<Field> fields) {

  /**
   * One declared field. A required field must be present in every document; null counts as present.
   */
  public record Field(String name, FieldType type, Presence presence) {
    public Field {
      Limits.checkFieldName(name);
    }
  }

  /** Whether a document may lack the field. */
  public enum Presence {
    OPTIONAL,
    REQUIRED
  }

  private static final int SHOWN_MAX = 60;

  /** The schema that declares nothing and so accepts every document. */
  public static final Schema NONE = new Schema(List.of());

  public Schema {
    fields = List.copyOf(fields);
    Set<String> names = new LinkedHashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("field=" + field.name() + ": declared twice");
      }
    }
  }

  /**
   * Reads the text form {@code name:type,name:type!} where {@code !} marks a required field.
   *
   * @throws IllegalArgumentException naming the part that is not understood
   */
  public static Schema parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    List<Field> fields = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      fields.add(parseField(part.strip()));
    }
    return new Schema(fields);
  }

  private static Field parseField(String part) {
    int colon = part.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("schema part=" + part + ": must be name:type");
    }
    String type = part.substring(colon + 1).strip();
    boolean required = type.endsWith("!");
    return new Field(
        part.substring(0, colon).strip(),
        FieldType.parse(required ? type.substring(0, type.length() - 1) : type),
        required ? Presence.REQUIRED : Presence.OPTIONAL);
  }

  /** This schema with one more field. */
  public Schema with(String name, FieldType type, Presence presence) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, type, presence));
    return new Schema(more);
  }

  /** The declaration of a field. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The names of the text fields. */
  public List<String> textFields() {
    List<String> names = new ArrayList<>();
    for (Field field : fields) {
      if (field.type() == FieldType.TEXT) {
        names.add(field.name());
      }
    }
    return names;
  }

  /**
   * Checks a document against the declared fields.
   *
   * @throws IllegalArgumentException naming field, declared type and value
   */
  public void check(Document document) {
    for (Field field : fields) {
      Optional<Value> value = document.get(field.name());
      if (value.isEmpty() && field.presence() == Presence.REQUIRED) {
        throw new IllegalArgumentException(
            "field=" + field.name() + ": required by the schema, but missing");
      }
      if (value.isPresent() && !field.type().accepts(value.get())) {
        throw new IllegalArgumentException(
            "field="
                + field.name()
                + " value="
                + shown(value.get())
                + ": the schema says "
                + field.type().label());
      }
    }
  }

  /** The head of a value, for messages. */
  private static String shown(Value value) {
    String text = value.toString();
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }

  /** The text form that {@link #parse} reads, if no name holds a comma or a colon. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (Field field : fields) {
      parts.add(
          field.name()
              + ":"
              + field.type().label()
              + (field.presence() == Presence.REQUIRED ? "!" : ""));
    }
    return String.join(",", parts);
  }
}
