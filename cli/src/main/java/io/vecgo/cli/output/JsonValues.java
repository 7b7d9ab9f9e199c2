package io.vecgo.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vecgo.model.Document;
import io.vecgo.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata as what JSON can hold, and its text. */
public final class JsonValues {
  private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private JsonValues() {}

  /** One line of JSON. */
  public static String line(Map<String, ?> object) {
    try {
      return WRITER.asString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, @Nullable Object> of(Document document) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    document.fields().forEach((name, value) -> object.put(name, of(value)));
    return object;
  }

  static @Nullable Object of(Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Bool(boolean bool) -> bool;
      case Value.Int(long number) -> number;
      case Value.Real(double number) -> number;
      case Value.Text(String text) -> text;
      case Value.Time(var instant) -> instant.toString();
      case Value.Uuid(var uuid) -> uuid.toString();
      case Value.Array(List<Value> elements) -> elements.stream().map(JsonValues::of).toList();
    };
  }
}
