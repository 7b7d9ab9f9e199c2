package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/**
 * Values of a fixed number of bytes.
 *
 * @param kind any but TEXT
 * @param bytes the values, one behind the other
 */
record FixedDictionary(ValueKind kind, int size, MemorySegment bytes) implements Dictionary {
  private static final int NANOS_MAX = 999_999_999;

  static FixedDictionary read(ValueKind kind, int size, ByteReader in) {
    return new FixedDictionary(kind, size, in.view((long) size * kind.entryBytes()));
  }

  /** Writes keys of one kind, ascending. */
  @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves are written
  static void write(List<FixedKey> keys, ByteWriter out) {
    for (FixedKey key : keys) {
      switch (key.value()) {
        case Value.Null _, Value.Array _ -> {}
        case Value.Bool(boolean truth) -> out.u8(truth ? 1 : 0);
        case Value.Int(long number) -> out.i64(number);
        case Value.Real(double number) -> out.f64(number);
        case Value.Time(Instant time) -> out.i64(time.getEpochSecond()).i32(time.getNano());
        case Value.Uuid(UUID uuid) ->
            out.i64(uuid.getMostSignificantBits()).i64(uuid.getLeastSignificantBits());
        case Value.Text _ -> throw new AssertionError("texts have a dictionary of their own");
      }
    }
  }

  /** The order of values of one kind that have a fixed length, and of any two numbers. */
  static int compare(Value a, Value b) {
    return switch (a) {
      case Value.Null _, Value.Array _ -> 0;
      case Value.Int(long mine) when b instanceof Value.Int(long theirs) ->
          Long.compare(mine, theirs);
      case Value.Bool(boolean mine) when b instanceof Value.Bool(boolean theirs) ->
          Boolean.compare(mine, theirs);
      case Value.Uuid(UUID mine) when b instanceof Value.Uuid(UUID theirs) ->
          mine.compareTo(theirs);
      default -> a.compare(b).orElseThrow();
    };
  }

  @Override
  public IntUnaryOperator orderTo(Value value) {
    return entry -> compare(value(entry), value);
  }

  @Override
  public boolean isCut(int entry) {
    return false;
  }

  private Value value(int entry) {
    long at = (long) entry * kind.entryBytes();
    return switch (kind) {
      case NULL -> Value.ofNull();
      case BOOL -> Value.of(bytes.get(ValueLayout.JAVA_BYTE, at) != 0);
      case INT -> Value.of(bytes.get(LittleEndian.I64, at));
      case REAL -> Value.of(bytes.get(LittleEndian.F64, at));
      case TIME ->
          Value.of(
              Instant.ofEpochSecond(
                  bytes.get(LittleEndian.I64, at), bytes.get(LittleEndian.I32, at + Long.BYTES)));
      case UUID ->
          Value.of(
              new UUID(
                  bytes.get(LittleEndian.I64, at), bytes.get(LittleEndian.I64, at + Long.BYTES)));
      case ARRAY -> Value.array();
      case TEXT -> throw new AssertionError("texts have a dictionary of their own");
    };
  }

  @Override
  public void check(ByteReader place) {
    for (int entry = 0; entry < size; entry++) {
      if (!isSound(entry)) {
        throw place.corrupt(
            "invalid dictionary",
            "values of kind " + kind + ", ascending",
            "another value at " + entry);
      }
    }
  }

  private boolean isSound(int entry) {
    try {
      return isOfKind(entry) && (entry == 0 || compare(value(entry - 1), value(entry)) < 0);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
      return false;
    }
  }

  private boolean isOfKind(int entry) {
    long at = (long) entry * kind.entryBytes();
    return switch (kind) {
      case BOOL -> (bytes.get(ValueLayout.JAVA_BYTE, at) & ~1) == 0;
      case TIME -> {
        int nanos = bytes.get(LittleEndian.I32, at + Long.BYTES);
        yield nanos >= 0 && nanos <= NANOS_MAX;
      }
      case REAL -> ValueKind.of(ValueKind.canonical(value(entry))) == ValueKind.REAL;
      default -> true;
    };
  }
}
