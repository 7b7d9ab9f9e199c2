package io.vecgo.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One metadata value. Integers keep all 64 bits, instants all nanoseconds; nothing is rounded
 * through double.
 *
 * <p>{@code equals} is identity of type and content ({@code Int(1)} is not {@code Real(1.0)}), as a
 * value in a Java collection needs it. Filters compare by {@link #sameAs} and {@link #compare},
 * where numbers meet by magnitude.
 */
public sealed interface Value {

  /** The JSON null: present, but nothing. */
  record Null() implements Value {}

  /** True or false. */
  record Bool(boolean value) implements Value {}

  /** A signed 64-bit integer. */
  record Int(long value) implements Value {}

  /** A 64-bit floating point number; infinities are allowed, NaN is not. */
  record Real(double value) implements Value {
    public Real {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException(
            "value=NaN: metadata numbers must have a place in the order of numbers");
      }
    }
  }

  /** A string of Unicode text. */
  record Text(String value) implements Value {
    public Text {
      Limits.checkText("value", Objects.requireNonNull(value, "value"));
    }
  }

  /** A point on the time line. */
  record Time(Instant value) implements Value {
    public Time {
      Objects.requireNonNull(value, "value");
    }
  }

  /** A 128-bit identifier. */
  record Uuid(UUID value) implements Value {
    public Uuid {
      Objects.requireNonNull(value, "value");
    }
  }

  /** A list of values that are not lists themselves. */
  record Array(List<Value> elements) implements Value {
    public Array {
      elements = List.copyOf(elements);
      for (Value element : elements) {
        if (element instanceof Array) {
          throw new IllegalArgumentException("value=" + elements + ": an array cannot hold arrays");
        }
      }
    }
  }

  /** The null value. */
  static Value ofNull() {
    return new Null();
  }

  static Value of(boolean value) {
    return new Bool(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(Instant value) {
    return new Time(value);
  }

  static Value of(UUID value) {
    return new Uuid(value);
  }

  static Value array(Value... elements) {
    return new Array(List.of(elements));
  }

  /**
   * The value of a plain Java object: Boolean, Byte, Short, Integer, Long, Float, Double, String,
   * Instant, UUID, a {@code List} of these, or a {@code Value}.
   *
   * @throws IllegalArgumentException for any other type, naming it
   */
  static Value from(Object object) {
    return switch (object) {
      case Value value -> value;
      case Boolean value -> of(value.booleanValue());
      case Byte value -> of(value.longValue());
      case Short value -> of(value.longValue());
      case Integer value -> of(value.longValue());
      case Long value -> of(value.longValue());
      case Float value -> of(value.doubleValue());
      case Double value -> of(value.doubleValue());
      case String value -> of(value);
      case Instant value -> of(value);
      case UUID value -> of(value);
      case List<?> list -> new Array(list.stream().map(element -> from((Object) element)).toList());
      default ->
          throw new IllegalArgumentException(
              "value type="
                  + object.getClass().getName()
                  + ": not a metadata type (see Value.from)");
    };
  }

  /**
   * Whether a filter takes the two for equal: numbers by magnitude, whatever their type; all else
   * by content.
   */
  default boolean sameAs(Value other) {
    if (this instanceof Array(List<Value> mine) && other instanceof Array(List<Value> theirs)) {
      return sameElements(mine, theirs);
    }
    return equals(other) || compare(other).filter(order -> order == 0).isPresent();
  }

  private static boolean sameElements(List<Value> mine, List<Value> theirs) {
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      if (!mine.get(i).sameAs(theirs.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The order of two values, negative, zero or positive as in {@code Comparator}; empty where they
   * have none. Ordered are number with number (exactly, 2^53 + 1 against a double included), text
   * with text (by UTF-16 code unit, as {@code String.compareTo}), instant with instant.
   */
  default Optional<Integer> compare(Value other) {
    return switch (this) {
      case Int(long mine) when other instanceof Int(long theirs) ->
          Optional.of(Long.compare(mine, theirs));
      case Int(long mine) when other instanceof Real(double theirs) ->
          Optional.of(Numbers.compare(mine, theirs));
      case Real(double mine) when other instanceof Int(long theirs) ->
          Optional.of(-Numbers.compare(theirs, mine));
      case Real(double mine) when other instanceof Real(double theirs) ->
          Optional.of(Numbers.compare(mine, theirs));
      case Text(String mine) when other instanceof Text(String theirs) ->
          Optional.of(mine.compareTo(theirs));
      case Time(Instant mine) when other instanceof Time(Instant theirs) ->
          Optional.of(mine.compareTo(theirs));
      default -> Optional.empty();
    };
  }
}
