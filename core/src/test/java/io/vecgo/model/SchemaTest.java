package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.Schema.Field;
import io.vecgo.model.Schema.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final Schema BOOKS = Schema.parse("title:text!,price:double,tags:string[]");

  @Test
  void textDeclaresTheFieldsInOrder() {
    assertThat(BOOKS.fields())
        .containsExactly(
            new Field("title", FieldType.TEXT, Presence.REQUIRED),
            new Field("price", FieldType.DOUBLE, Presence.OPTIONAL),
            new Field("tags", FieldType.STRING_ARRAY, Presence.OPTIONAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title : text! , price: DOUBLE,tags:String[]",
        " title:text!,price:double,tags:string[] "
      })
  void blanksAndLetterCaseOfTypesDoNotMatter(String text) {
    assertThat(Schema.parse(text)).isEqualTo(BOOKS);
  }

  @Test
  void textReadsBackAsTheSameSchema() {
    assertThat(Schema.parse(BOOKS.toString())).isEqualTo(BOOKS);
    assertThat(Schema.NONE).hasToString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void blankTextDeclaresNothing(String text) {
    assertThat(Schema.parse(text)).isEqualTo(Schema.NONE);
  }

  @Test
  void nameMayHoldAColon() {
    assertThat(Schema.parse("a:b:int").field("a:b")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | schema part=title: must be name:type",
        ":int  | schema part=:int: must be name:type",
        "a:int, | schema part=: must be name:type",
        "a:number | type=number: must be",
        "a:    | type=: must be",
        "a:int,a:text | field=a: declared twice",
      })
  void textThatIsNotASchemaIsRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schema.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void documentThatFitsIsAccepted() {
    assertThatCode(() -> BOOKS.check(Document.of("title", "a", "price", 1, "other", true)))
        .doesNotThrowAnyException();
    assertThatCode(() -> BOOKS.check(Document.of("title", "a", "tags", List.of("x"))))
        .doesNotThrowAnyException();
  }

  @Test
  void requiredFieldMustBeThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOOKS.check(Document.of("price", 1)))
        .withMessage("field=title: required by the schema, but missing");
  }

  @Test
  void nullCountsAsPresent() {
    assertThatCode(() -> BOOKS.check(Document.of("title", Value.ofNull())))
        .doesNotThrowAnyException();
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOOKS.check(Document.of("title", "a", "price", "cheap")))
        .withMessageContaining("field=price")
        .withMessageContaining("cheap")
        .withMessageContaining("double");
  }

  @Test
  void schemaCanGrow() {
    Schema grown = BOOKS.with("pages", FieldType.INT, Presence.OPTIONAL);
    assertThat(grown.field("pages")).contains(new Field("pages", FieldType.INT, Presence.OPTIONAL));
    assertThat(BOOKS.field("pages")).isEmpty();
  }
}
