package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTypeTest {

  @ParameterizedTest
  @EnumSource
  void labelNamesTheType(FieldType type) {
    assertThat(FieldType.parse(type.label())).isEqualTo(type);
    assertThat(FieldType.parse(type.label().toUpperCase(Locale.ROOT))).isEqualTo(type);
  }

  @ParameterizedTest
  @MethodSource("values")
  void typeAcceptsItsValues(Object value, Set<FieldType> types) {
    for (FieldType type : FieldType.values()) {
      assertThat(type.accepts(Value.from(value))).as("%s", type).isEqualTo(types.contains(type));
    }
  }

  static Stream<Arguments> values() {
    EnumSet<FieldType> all = EnumSet.allOf(FieldType.class);
    EnumSet<FieldType> arrays = EnumSet.range(FieldType.BOOL_ARRAY, FieldType.UUID_ARRAY);
    return Stream.of(
        Arguments.of(Value.ofNull(), all),
        Arguments.of(true, EnumSet.of(FieldType.BOOL)),
        Arguments.of(1, EnumSet.of(FieldType.INT, FieldType.DOUBLE)),
        Arguments.of(1.5, EnumSet.of(FieldType.DOUBLE)),
        Arguments.of("a", EnumSet.of(FieldType.STRING, FieldType.TEXT)),
        Arguments.of(Instant.EPOCH, EnumSet.of(FieldType.INSTANT)),
        Arguments.of(new UUID(1, 2), EnumSet.of(FieldType.UUID)),
        Arguments.of(List.of(), arrays),
        Arguments.of(List.of(Value.ofNull()), arrays),
        Arguments.of(List.of(true), EnumSet.of(FieldType.BOOL_ARRAY)),
        Arguments.of(List.of(1), EnumSet.of(FieldType.INT_ARRAY, FieldType.DOUBLE_ARRAY)),
        Arguments.of(List.of(1, 1.5), EnumSet.of(FieldType.DOUBLE_ARRAY)),
        Arguments.of(List.of("a"), EnumSet.of(FieldType.STRING_ARRAY)),
        Arguments.of(List.of(Instant.EPOCH), EnumSet.of(FieldType.INSTANT_ARRAY)),
        Arguments.of(List.of(new UUID(1, 2)), EnumSet.of(FieldType.UUID_ARRAY)),
        Arguments.of(List.of(1, "a"), EnumSet.noneOf(FieldType.class)));
  }

  @Test
  void unknownLabelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldType.parse("text[]"))
        .withMessageStartingWith("type=text[]: must be");
  }
}
