package io.vecgo.columns;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Documents and filters that meet: few fields, few values of every type, and among them those that
 * are easily taken for one another.
 */
public final class RandomMetadata {
  private static final String LONG =
      "long text of more than sixty-four bytes, of which heads are alike: ";

  private static final List<String> FIELDS = List.of("a", "b", "c", "d", "tags");

  private static final List<Value> SINGLE_VALUES =
      List.of(
          Value.ofNull(),
          Value.of(true),
          Value.of(false),
          Value.of(0),
          Value.of(1),
          Value.of(-1),
          Value.of(7),
          Value.of((1L << 53) + 1),
          Value.of(1L << 53),
          Value.of(Long.MAX_VALUE),
          Value.of(Long.MIN_VALUE),
          Value.of(0.0),
          Value.of(-0.0),
          Value.of(1.0),
          Value.of(0.5),
          Value.of(-0.5),
          Value.of(6.999),
          Value.of(0x1p53),
          Value.of(0x1p63),
          Value.of(-0x1p63),
          Value.of(1e300),
          Value.of(Double.MIN_VALUE),
          Value.of(Double.POSITIVE_INFINITY),
          Value.of(Double.NEGATIVE_INFINITY),
          Value.of(""),
          Value.of("a"),
          Value.of("A"),
          Value.of("ab"),
          Value.of("b"),
          Value.of("true"),
          Value.of("1"),
          Value.of("\0"),
          Value.of("ä"),
          Value.of("\uFFFD"),
          Value.of("\uD83D\uDE00"),
          Value.of("\uD83D\uDE01 x"),
          Value.of(LONG.substring(0, 63)),
          Value.of(LONG.substring(0, 64)),
          Value.of(LONG.substring(0, 65)),
          Value.of(LONG + "one"),
          Value.of(LONG + "two"),
          Value.of(LONG.substring(0, 63) + "\u20AC"),
          Value.of(LONG.substring(0, 62) + "\uD83D\uDE00"),
          Value.of(LONG.substring(0, 62) + "\uD83D\uDE01"),
          Value.of(Instant.EPOCH),
          Value.of(Instant.EPOCH.plusNanos(1)),
          Value.of(Instant.MIN),
          Value.of(Instant.MAX),
          Value.of(new UUID(1, 2)),
          Value.of(new UUID(-1, 2)));

  private static final List<String> PARTS =
      List.of(
          "", "a", "b", "ä", "x", "\uD83D", "\uDE00", "\uDE01 x", "one", "text", LONG, LONG + "o");

  private final Random random;

  public RandomMetadata(long seed) {
    this.random = new Random(seed);
  }

  /** A document of none to all of the fields. */
  public Document document() {
    Document document = Document.EMPTY;
    for (String field : FIELDS) {
      if (random.nextInt(4) != 0) {
        document = document.with(field, field.equals("tags") ? array() : value());
      }
    }
    return document;
  }

  /** A filter in which joins and negations are nested at most this deep. */
  public Filter filter(int depth) {
    return switch (random.nextInt(depth == 0 ? 13 : 19)) {
      case 0 -> new Filter.Eq(field(), value());
      case 1 -> new Filter.Ne(field(), value());
      case 2 -> new Filter.Lt(field(), value());
      case 3 -> new Filter.Lte(field(), value());
      case 4 -> new Filter.Gt(field(), value());
      case 5 -> new Filter.Gte(field(), value());
      case 6 -> new Filter.In(field(), several(this::value));
      case 7 -> new Filter.NotIn(field(), several(this::value));
      case 8 -> new Filter.Contains(field(), any(PARTS));
      case 9 -> new Filter.StartsWith(field(), any(PARTS));
      case 10 -> new Filter.ContainsAny(field(), several(this::value));
      case 11 -> new Filter.ContainsAll(field(), several(this::value));
      case 12 -> new Filter.Exists(field());
      case 13, 14 -> new Filter.And(several(() -> filter(depth - 1)));
      case 15, 16 -> new Filter.Or(several(() -> filter(depth - 1)));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private String field() {
    return random.nextInt(20) == 0 ? "absent" : any(FIELDS);
  }

  private Value value() {
    return random.nextInt(6) == 0 ? array() : any(SINGLE_VALUES);
  }

  private Value array() {
    return new Value.Array(several(() -> any(SINGLE_VALUES)));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> List<T> several(Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(4)).toList();
  }
}
