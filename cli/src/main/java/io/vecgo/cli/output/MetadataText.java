package io.vecgo.cli.output;

import io.vecgo.model.Document;
import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.model.Value;
import java.util.List;
import java.util.stream.Collectors;

/** Metadata as text to read. */
public final class MetadataText {
  private final List<String> textFields;

  /** Takes the fields to show from the schema: those that are declared as text. */
  public MetadataText(Schema schema) {
    this.textFields =
        schema.fields().stream()
            .filter(field -> field.type() == FieldType.TEXT)
            .map(Schema.Field::name)
            .toList();
  }

  /** What to show of a document: its first text field, else all fields. */
  public String of(Document document) {
    return textFields.stream()
        .flatMap(field -> document.get(field).stream())
        .map(MetadataText::of)
        .findFirst()
        .orElseGet(() -> allFields(document));
  }

  private static String allFields(Document document) {
    return document.fields().entrySet().stream()
        .map(field -> field.getKey() + "=" + of(field.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** A value as text. */
  public static String of(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
      case Value.Text(String text) -> text;
      case Value.Time(var instant) -> instant.toString();
      case Value.Uuid(var uuid) -> uuid.toString();
      case Value.Array(List<Value> elements) ->
          elements.stream().map(MetadataText::of).collect(Collectors.joining(", ", "[", "]"));
    };
  }
}
