package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Document;
import io.vecgo.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Documents as bytes: the number of fields, then name, kind and value of each. Layout:
 * docs/format/segment.md.
 */
public final class DocumentCodec {
  static final int KIND_NULL = 0;
  static final int KIND_FALSE = 1;
  static final int KIND_TRUE = 2;
  static final int KIND_INT = 3;
  static final int KIND_REAL = 4;
  static final int KIND_TEXT = 5;
  static final int KIND_TIME = 6;
  static final int KIND_UUID = 7;
  static final int KIND_ARRAY = 8;

  private DocumentCodec() {}

  public static void write(Document document, ByteWriter out) {
    out.varint(document.fields().size());
    document
        .fields()
        .forEach((name, value) -> {
          out.string(name);
          writeValue(value, out);
        });
  }

  private static void writeValue(Value value, ByteWriter out) {
    switch (value) {
      case Value.Null _ -> out.u8(KIND_NULL);
      case Value.Bool(boolean truth) -> out.u8(truth ? KIND_TRUE : KIND_FALSE);
      case Value.Int(long number) -> out.u8(KIND_INT).signedVarint(number);
      case Value.Real(double number) -> out.u8(KIND_REAL).f64(number);
      case Value.Text(String text) -> out.u8(KIND_TEXT).string(text);
      case Value.Time(Instant time) ->
          out.u8(KIND_TIME).signedVarint(time.getEpochSecond()).varint(time.getNano());
      case Value.Uuid(UUID uuid) ->
          out.u8(KIND_UUID).i64(uuid.getMostSignificantBits()).i64(uuid.getLeastSignificantBits());
      case Value.Array(List<Value> elements) -> {
        out.u8(KIND_ARRAY).varint(elements.size());
        elements.forEach(element -> writeValue(element, out));
      }
    }
  }

  public static Document read(ByteReader in) {
    int count = in.count(3);
    Map<String, Value> fields = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      fields.put(in.string(), readValue(in));
    }
    in.expectEnd();
    try {
      return new Document(fields);
    } catch (IllegalArgumentException impossible) {
      throw in.corrupt(
          "invalid document",
          "field names of legal length",
          String.valueOf(impossible.getMessage()));
    }
  }

  private static Value readValue(ByteReader in) {
    int kind = in.u8();
    return kind == KIND_ARRAY ? readArray(in) : readScalar(in, kind);
  }

  private static Value readArray(ByteReader in) {
    int count = in.count(1);
    List<Value> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(readScalar(in, in.u8()));
    }
    return new Value.Array(elements);
  }

  private static Value readScalar(ByteReader in, int kind) {
    return switch (kind) {
      case KIND_NULL -> Value.ofNull();
      case KIND_FALSE -> Value.of(false);
      case KIND_TRUE -> Value.of(true);
      case KIND_INT -> Value.of(in.signedVarint());
      case KIND_REAL -> readReal(in);
      case KIND_TEXT -> Value.of(in.string());
      case KIND_TIME -> readTime(in);
      case KIND_UUID -> Value.of(new UUID(in.i64(), in.i64()));
      default -> throw in.corrupt("invalid value kind", "0 to 8", Integer.toString(kind));
    };
  }

  private static Value readReal(ByteReader in) {
    double number = in.f64();
    if (Double.isNaN(number)) {
      throw in.corrupt("invalid number", "not NaN", "NaN");
    }
    return Value.of(number);
  }

  private static Value readTime(ByteReader in) {
    long seconds = in.signedVarint();
    long nanos = in.varint();
    try {
      return Value.of(Instant.ofEpochSecond(seconds, nanos));
    } catch (DateTimeException | ArithmeticException impossible) {
      throw in.corrupt(
          "invalid instant", "a time within the range of Instant", seconds + " s " + nanos + " ns");
    }
  }
}
