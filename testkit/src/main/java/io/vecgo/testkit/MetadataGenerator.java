package io.vecgo.testkit;

import io.vecgo.model.Document;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes metadata documents, and filters over the same fields and values, so that a filter matches
 * some documents and not others. Each field may be missing or null. Values sit where types meet:
 * integers beside equal doubles, numbers around 2^53 and 2^63, empty texts and arrays.
 */
public final class MetadataGenerator {
  /** Declares the fields of the documents, but for {@code mixed}, which holds any type. */
  public static final Schema SCHEMA =
      Schema.NONE
          .with("flag", FieldType.BOOL, Presence.OPTIONAL)
          .with("count", FieldType.INT, Presence.OPTIONAL)
          .with("big", FieldType.INT, Presence.OPTIONAL)
          .with("price", FieldType.DOUBLE, Presence.OPTIONAL)
          .with("name", FieldType.STRING, Presence.OPTIONAL)
          .with("title", FieldType.TEXT, Presence.OPTIONAL)
          .with("at", FieldType.INSTANT, Presence.OPTIONAL)
          .with("owner", FieldType.UUID, Presence.OPTIONAL)
          .with("tags", FieldType.STRING_ARRAY, Presence.OPTIONAL)
          .with("sizes", FieldType.DOUBLE_ARRAY, Presence.OPTIONAL);

  private static final String MIXED = "mixed";
  private static final String NEVER_PRESENT = "nothing";
  private static final List<String> FIELDS =
      Stream.concat(SCHEMA.fields().stream().map(Schema.Field::name), Stream.of(MIXED)).toList();

  private static final List<Long> BIG =
      List.of(
          (1L << 53) - 1,
          1L << 53,
          (1L << 53) + 1,
          Long.MAX_VALUE,
          Long.MAX_VALUE - 1,
          Long.MIN_VALUE,
          -(1L << 53) - 1);
  private static final List<Double> REALS =
      List.of(-0.0, 0.0, 0.5, 1.0, 2.0, 2.5, 0x1p53, 0x1p63, -0x1p63, Double.NEGATIVE_INFINITY);
  private static final List<String> WORDS =
      List.of("", "a", "ab", "abc", "b", "blue", "Blue", "it's", "ä", "日本", "😀");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RandomGenerator random;
  private final Schema schema;

  /** Of documents that satisfy {@link #SCHEMA}. */
  public MetadataGenerator(RandomGenerator random) {
    this(random, SCHEMA);
  }

  /**
   * Of documents that satisfy a schema.
   *
   * @param schema of some of the fields of {@link #SCHEMA}
   */
  public MetadataGenerator(RandomGenerator random, Schema schema) {
    this.random = random;
    this.schema = schema;
  }

  /** Some of the fields of {@link #SCHEMA}, of which some are required. */
  public static Schema someOfSchema(RandomGenerator random) {
    Schema some = Schema.NONE;
    for (Schema.Field field : SCHEMA.fields()) {
      if (random.nextBoolean()) {
        Presence presence = random.nextInt(3) == 0 ? Presence.REQUIRED : Presence.OPTIONAL;
        some = some.with(field.name(), field.type(), presence);
      }
    }
    return some;
  }

  /** A document that satisfies the schema; a field that may be missing is there in two of three. */
  public Document document() {
    Document document = Document.EMPTY;
    for (String field : FIELDS) {
      if (isRequired(field) || random.nextInt(3) > 0) {
        document = document.with(field, oneIn(12) ? Value.ofNull() : valueOf(field));
      }
    }
    return document;
  }

  private boolean isRequired(String field) {
    return schema.field(field).filter(of -> of.presence() == Presence.REQUIRED).isPresent();
  }

  /** A filter in which joins and negations are nested at most this deep. */
  public Filter filter(int depth) {
    if (depth == 0 || oneIn(3)) {
      return condition();
    }
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Filter.And(several(() -> filter(depth - 1)));
      case 2, 3 -> new Filter.Or(several(() -> filter(depth - 1)));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private Filter condition() {
    String field = oneIn(20) ? NEVER_PRESENT : any(FIELDS);
    return switch (random.nextInt(13)) {
      case 0 -> new Filter.Eq(field, operand(field));
      case 1 -> new Filter.Ne(field, operand(field));
      case 2 -> new Filter.Lt(field, operand(field));
      case 3 -> new Filter.Lte(field, operand(field));
      case 4 -> new Filter.Gt(field, operand(field));
      case 5 -> new Filter.Gte(field, operand(field));
      case 6 -> new Filter.In(field, several(() -> operand(field)));
      case 7 -> new Filter.NotIn(field, several(() -> operand(field)));
      case 8 -> new Filter.Contains(mostly("title", field), any(WORDS));
      case 9 -> new Filter.StartsWith(mostly("title", field), any(WORDS));
      case 10 -> new Filter.ContainsAny(mostly("tags", field), several(this::element));
      case 11 -> new Filter.ContainsAll(mostly("tags", field), several(this::element));
      default -> new Filter.Exists(field);
    };
  }

  /** What a field is compared with: mostly a value that it could have. */
  private Value operand(String field) {
    return oneIn(5) ? valueOf(MIXED) : valueOf(field);
  }

  private Value element() {
    return oneIn(5) ? single() : Value.of(any(WORDS));
  }

  private Value valueOf(String field) {
    return switch (field) {
      case "flag" -> Value.of(random.nextBoolean());
      case "count" -> Value.of(random.nextLong(-3, 4));
      case "big" -> Value.of((long) any(BIG));
      case "price" -> number();
      case "name" -> Value.of(any(WORDS));
      case "title" -> Value.of(any(WORDS) + " " + any(WORDS) + " " + any(WORDS));
      case "at" -> instant();
      case "owner" -> Value.of(new UUID(0, random.nextInt(4)));
      case "tags" -> new Value.Array(several(() -> Value.of(any(WORDS))));
      case "sizes" -> new Value.Array(several(this::number));
      default -> oneIn(4) ? new Value.Array(several(this::single)) : single();
    };
  }

  private Value single() {
    return switch (random.nextInt(7)) {
      case 0 -> Value.ofNull();
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of((long) any(BIG));
      case 3 -> number();
      case 4 -> instant();
      case 5 -> Value.of(new UUID(0, random.nextInt(4)));
      default -> Value.of(any(WORDS));
    };
  }

  private Value number() {
    return random.nextBoolean() ? Value.of(random.nextLong(-3, 4)) : Value.of((double) any(REALS));
  }

  private Value instant() {
    return Value.of(
        START.plus(Duration.ofDays(random.nextInt(-3, 4))).plusNanos(random.nextInt(2)));
  }

  /** Mostly the usual field. */
  private String mostly(String usual, String other) {
    return oneIn(5) ? other : usual;
  }

  /** One to three elements, at times none. */
  private <T> List<T> several(Supplier<T> element) {
    return Stream.generate(element).limit(oneIn(12) ? 0 : random.nextInt(1, 4)).toList();
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
