package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentTest {

  @Test
  void fieldsKeepTheirOrder() {
    Document document = Document.of("z", 1, "a", 2, "m", 3).with("b", 4);
    assertThat(document.fields().keySet()).containsExactly("z", "a", "m", "b");
  }

  @Test
  void settingAFieldAgainKeepsItsPlace() {
    Document document = Document.of("z", 1, "a", 2).with("z", 3);
    assertThat(document.fields().keySet()).containsExactly("z", "a");
    assertThat(document.get("z")).contains(Value.of(3));
  }

  @Test
  void orderDoesNotMatterForEquality() {
    assertThat(Document.of("a", 1, "b", 2)).isEqualTo(Document.of("b", 2, "a", 1));
  }

  @Test
  void documentDoesNotChangeWithTheMapItWasMadeOf() {
    Map<String, Value> fields = new HashMap<>(Map.of("a", Value.of(1)));
    Document document = new Document(fields);
    fields.clear();
    assertThat(document.get("a")).contains(Value.of(1));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> document.fields().clear());
  }

  @Test
  void missingFieldIsEmpty() {
    assertThat(Document.EMPTY.get("a")).isEmpty();
    assertThat(Document.of("a", Value.ofNull()).get("a")).contains(Value.ofNull());
  }

  @Test
  void fieldNamesHaveLimits() {
    assertThat(Document.of("ä".repeat(128), 1).fields()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.of("ä".repeat(129), 1))
        .withMessage("field name bytes=258: must be 1 to 256");
    assertThatIllegalArgumentException().isThrownBy(() -> Document.of("", 1));
  }
}
