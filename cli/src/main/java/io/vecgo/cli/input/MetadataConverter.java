package io.vecgo.cli.input;

import io.vecgo.model.Document;
import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.model.Value;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a JSON object into a metadata document. JSON has neither instants nor UUIDs: strings become
 * these where the schema says so.
 */
final class MetadataConverter {
  private final Schema schema;

  MetadataConverter(Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws IllegalArgumentException naming the field, if the object cannot be a document of the
   *     schema
   */
  Document convert(Map<String, Object> object) {
    Map<String, Value> fields = new LinkedHashMap<>();
    object.forEach((name, value) -> fields.put(name, convertField(name, value)));
    Document document = new Document(fields);
    schema.check(document);
    return document;
  }

  private Value convertField(String name, @Nullable Object value) {
    FieldType declared = schema.field(name).map(Schema.Field::type).orElse(FieldType.STRING);
    try {
      return convert(value, declared);
    } catch (DateTimeParseException e) {
      throw wrong(name, value, "must be an instant such as 2026-01-31T12:00:00Z");
    } catch (IllegalArgumentException e) {
      throw wrong(name, value, "must be null, bool, 64-bit number, string or an array of these");
    }
  }

  private static IllegalArgumentException wrong(String name, @Nullable Object value, String rule) {
    return new IllegalArgumentException(
        "field=" + name + " value=" + JsonExcerpt.of(value) + ": " + rule);
  }

  private static Value convert(@Nullable Object value, FieldType declared) {
    return switch (value) {
      case null -> Value.ofNull();
      case String text -> convertText(text, declared);
      case List<?> list -> new Value.Array(convertAll(list, declared));
      case BigInteger tooLarge ->
          throw new IllegalArgumentException("value=" + tooLarge + ": must be a 64-bit integer");
      default -> Value.from(value);
    };
  }

  private static List<Value> convertAll(List<?> list, FieldType declared) {
    return list.stream().map(element -> convert(element, declared)).toList();
  }

  private static Value convertText(String text, FieldType declared) {
    return switch (declared) {
      case INSTANT, INSTANT_ARRAY -> Value.of(Instant.parse(text));
      case UUID, UUID_ARRAY -> Value.of(UUID.fromString(text));
      case BOOL, INT, DOUBLE, STRING, TEXT, BOOL_ARRAY, INT_ARRAY, DOUBLE_ARRAY, STRING_ARRAY ->
          Value.of(text);
    };
  }
}
