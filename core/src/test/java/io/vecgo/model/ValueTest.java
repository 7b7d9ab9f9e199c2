package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTest {
  private static final long TWO_POW_53 = 1L << 53;
  private static final double TWO_POW_63 = 0x1p63;

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersCompareByMagnitude(Object a, Object b, int order) {
    assertThat(compare(a, b)).contains(order);
    assertThat(compare(b, a)).contains(-order);
    assertThat(Value.from(a).sameAs(Value.from(b))).isEqualTo(order == 0);
    assertThat(Value.from(b).sameAs(Value.from(a))).isEqualTo(order == 0);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments(1L, 1.0, 0),
        arguments(1L, 1.5, -1),
        arguments(2L, 1.5, 1),
        arguments(-1L, -1.5, 1),
        arguments(-2L, -1.5, -1),
        arguments(0L, 0.0, 0),
        arguments(0L, -0.0, 0),
        arguments(0.0, -0.0, 0),
        arguments(0L, Double.MIN_VALUE, -1),
        arguments(0L, -Double.MIN_VALUE, 1),
        arguments(TWO_POW_53, 0x1p53, 0),
        arguments(TWO_POW_53 + 1, 0x1p53, 1),
        arguments(-TWO_POW_53 - 1, -0x1p53, -1),
        arguments(TWO_POW_53 + 1, 0x1p53 + 2, -1),
        arguments(TWO_POW_53 + 1, TWO_POW_53, 1),
        arguments(Long.MAX_VALUE, TWO_POW_63, -1),
        arguments(Long.MAX_VALUE, Math.nextDown(TWO_POW_63), 1),
        arguments(Long.MIN_VALUE, -TWO_POW_63, 0),
        arguments(Long.MIN_VALUE + 1, -TWO_POW_63, 1),
        arguments(Long.MIN_VALUE, Math.nextDown(-TWO_POW_63), 1),
        arguments(Long.MIN_VALUE, Math.nextUp(-TWO_POW_63), -1),
        arguments(Long.MAX_VALUE, Double.POSITIVE_INFINITY, -1),
        arguments(Long.MIN_VALUE, Double.NEGATIVE_INFINITY, 1),
        arguments(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0));
  }

  @Test
  void integerAndDoubleCompareAsDecimalsDo() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long a = random.nextLong() >> random.nextInt(64);
      double b = a + (random.nextInt(5) - 2) * Math.scalb(1.0, random.nextInt(12) - 2);
      int expected = BigDecimal.valueOf(a).compareTo(new BigDecimal(b));
      assertThat(compare(a, b)).as("%d and %s", a, b).contains(expected);
    }
  }

  @Test
  void textComparesByCodeUnit() {
    assertThat(compare("a", "b").orElseThrow()).isNegative();
    assertThat(compare("B", "a").orElseThrow()).isNegative();
    assertThat(compare("a", "a")).contains(0);
    assertThat(compare("😀", "\uFFFD").orElseThrow()).isNegative();
  }

  @Test
  void instantsCompareToTheNanosecond() {
    Instant instant = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(compare(instant, instant.plusNanos(1)).orElseThrow()).isNegative();
    assertThat(compare(instant, instant)).contains(0);
  }

  @ParameterizedTest
  @MethodSource("pairsWithoutOrder")
  void otherPairsHaveNoOrder(Value a, Value b) {
    assertThat(a.compare(b)).isEmpty();
    assertThat(b.compare(a)).isEmpty();
  }

  static Stream<Arguments> pairsWithoutOrder() {
    UUID uuid = new UUID(1, 2);
    return Stream.of(
        arguments(Value.of(true), Value.of(true)),
        arguments(Value.of(true), Value.of(1)),
        arguments(Value.ofNull(), Value.ofNull()),
        arguments(Value.ofNull(), Value.of(1)),
        arguments(Value.of(uuid), Value.of(uuid)),
        arguments(Value.of("1"), Value.of(1)),
        arguments(Value.of("1"), Value.of(1.0)),
        arguments(Value.of(Instant.EPOCH), Value.of(0)),
        arguments(Value.of(Instant.EPOCH), Value.of("1970-01-01T00:00:00Z")),
        arguments(Value.array(Value.of(1)), Value.array(Value.of(1))));
  }

  @Test
  void valuesOfOneTypeAreTheSameByContent() {
    UUID uuid = new UUID(1, 2);
    for (Object object : List.of(true, 1, 1.5, "a", Instant.EPOCH, uuid, List.of(1, "a"))) {
      assertThat(Value.from(object).sameAs(Value.from(object))).as("%s", object).isTrue();
      assertThat(Value.from(object).sameAs(Value.ofNull())).as("%s", object).isFalse();
    }
    assertThat(Value.ofNull().sameAs(Value.ofNull())).isTrue();
    assertThat(Value.of(true).sameAs(Value.of(false))).isFalse();
    assertThat(Value.of(true).sameAs(Value.of(1))).isFalse();
    assertThat(Value.of(uuid).sameAs(Value.of(uuid.toString()))).isFalse();
  }

  @Test
  void arraysAreTheSameByTheirElementsInOrder() {
    Value array = Value.array(Value.of(1), Value.of("a"));
    assertThat(array.sameAs(Value.array(Value.of(1.0), Value.of("a")))).isTrue();
    assertThat(array.sameAs(Value.array(Value.of("a"), Value.of(1)))).isFalse();
    assertThat(array.sameAs(Value.array(Value.of(1)))).isFalse();
    assertThat(Value.array().sameAs(Value.array())).isTrue();
    assertThat(Value.array().sameAs(Value.ofNull())).isFalse();
  }

  @Test
  void integerAndDoubleAreDifferentAsJavaObjects() {
    assertThat(Value.of(1)).isNotEqualTo(Value.of(1.0));
  }

  @Test
  void plainObjectsBecomeValues() {
    assertThat(Value.from((byte) 1)).isEqualTo(Value.of(1));
    assertThat(Value.from((short) 1)).isEqualTo(Value.of(1));
    assertThat(Value.from(1)).isEqualTo(Value.of(1));
    assertThat(Value.from(1.5f)).isEqualTo(Value.of(1.5));
    assertThat(Value.from(List.of(1, 2L))).isEqualTo(Value.array(Value.of(1), Value.of(2)));
    assertThat(Value.from(Value.of("a"))).isEqualTo(Value.of("a"));
  }

  @Test
  void otherObjectsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Value.from(new Thread()))
        .withMessageContaining("java.lang.Thread");
  }

  @Test
  void notANumberIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Value.from(Float.NaN));
  }

  @Test
  void arrayInAnArrayIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Value.from(List.of(List.of(1))));
  }

  private static Optional<Integer> compare(Object a, Object b) {
    return Value.from(a).compare(Value.from(b));
  }
}
