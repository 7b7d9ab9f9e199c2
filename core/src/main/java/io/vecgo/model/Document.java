package io.vecgo.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The metadata of one record: named values, in the order in which they were given. */
public record Document(Map<String, Value> fields) {

  /** The document without fields. */
  public static final Document EMPTY = new Document(Map.of());

  public Document {
    fields.keySet().forEach(Limits::checkFieldName);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A document of one field; the value is anything that {@link Value#from} takes. */
  public static Document of(String name, Object value) {
    return EMPTY.with(name, value);
  }

  public static Document of(String name1, Object value1, String name2, Object value2) {
    return of(name1, value1).with(name2, value2);
  }

  public static Document of(
      String name1, Object value1, String name2, Object value2, String name3, Object value3) {
    return of(name1, value1, name2, value2).with(name3, value3);
  }

  /** This document with the field set; the value is anything that {@link Value#from} takes. */
  public Document with(String name, Object value) {
    Map<String, Value> more = new LinkedHashMap<>(fields);
    more.put(name, Value.from(value));
    return new Document(more);
  }

  /** The value of a field; empty if the document does not have the field. */
  public Optional<Value> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
