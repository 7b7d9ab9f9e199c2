package io.vecgo.model;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Filters of every shape, with fields and texts that are hard to write and read back. */
final class RandomFilters {
  private static final List<String> STRINGS =
      List.of(
          "a",
          "price",
          "meta.page-count",
          "_",
          "",
          " ",
          "unit price",
          "in",
          "NOT",
          "and",
          "Or",
          "all",
          "any",
          "exists",
          "contains",
          "true",
          "instant",
          "Infinity",
          "1a",
          "-a",
          ".a",
          "ä",
          "it's",
          "''",
          "'",
          "\"",
          "say \"hi\"",
          "a\nb",
          "\t\0",
          "😀",
          "--",
          "a = 1)");

  private static final List<Long> INTEGERS =
      List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1);

  private static final List<Double> REALS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.5,
          0.1,
          1e300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          0x1p53,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.parse("2026-01-01T00:00:00.000000001Z"));

  private final Random random;

  RandomFilters(long seed) {
    this.random = new Random(seed);
  }

  /** A filter in which joins and negations are nested at most this deep. */
  Filter filter(int depth) {
    return switch (random.nextInt(depth == 0 ? 13 : 20)) {
      case 0 -> new Filter.Eq(string(), value());
      case 1 -> new Filter.Ne(string(), value());
      case 2 -> new Filter.Lt(string(), value());
      case 3 -> new Filter.Lte(string(), value());
      case 4 -> new Filter.Gt(string(), value());
      case 5 -> new Filter.Gte(string(), value());
      case 6 -> new Filter.In(string(), several(this::value));
      case 7 -> new Filter.NotIn(string(), several(this::value));
      case 8 -> new Filter.Contains(string(), string());
      case 9 -> new Filter.StartsWith(string(), string());
      case 10 -> new Filter.ContainsAny(string(), several(this::value));
      case 11 -> new Filter.ContainsAll(string(), several(this::value));
      case 12 -> new Filter.Exists(string());
      case 13, 14, 15 -> new Filter.And(several(() -> filter(depth - 1)));
      case 16, 17 -> new Filter.Or(several(() -> filter(depth - 1)));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private Value value() {
    return random.nextInt(6) == 0 ? new Value.Array(several(this::single)) : single();
  }

  private Value single() {
    return switch (random.nextInt(7)) {
      case 0 -> Value.ofNull();
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of((long) any(INTEGERS));
      case 3 -> Value.of((double) any(REALS));
      case 4 -> Value.of(any(INSTANTS));
      case 5 -> Value.of(new UUID(random.nextLong(), random.nextLong()));
      default -> Value.of(string());
    };
  }

  private String string() {
    return any(STRINGS);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> List<T> several(Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(4)).toList();
  }
}
