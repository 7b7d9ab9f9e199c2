package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.Document;
import io.vecgo.model.Schema;
import io.vecgo.model.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

  @Test
  void valuesKeepTheirTypeAndAllTheirDigits() throws IOException {
    Document document =
        read("""
        {"text":"Grüße 🐹","int":9007199254740993,"real":1.5,"yes":true,"none":null,"many":[1,2]}
        """)
            .getFirst();
    assertThat(document.fields())
        .containsEntry("text", Value.of("Grüße 🐹"))
        .containsEntry("int", Value.of(9007199254740993L))
        .containsEntry("real", Value.of(1.5))
        .containsEntry("yes", Value.of(true))
        .containsEntry("none", Value.ofNull())
        .containsEntry("many", Value.array(Value.of(1), Value.of(2)));
  }

  @Test
  void stringsBecomeWhatTheSchemaSays() throws IOException {
    Schema schema = Schema.parse("at:instant,who:uuid,ats:instant[]");
    String uuid = "0e37df36-f698-11e6-8dd4-cb9ced3df976";
    Document document =
        read(
                """
                {"at":"2026-01-31T12:00:00Z","who":"%s","ats":["2026-01-31T12:00:00.000000001Z"]}
                """
                    .formatted(uuid),
                schema)
            .getFirst();
    assertThat(document.get("at")).contains(Value.of(Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(document.get("who")).contains(Value.of(UUID.fromString(uuid)));
    assertThat(document.get("ats"))
        .contains(Value.array(Value.of(Instant.parse("2026-01-31T12:00:00.000000001Z"))));
  }

  @Test
  void aLastLineNeedsNoLineFeedAndEmptyLinesMayFollow() throws IOException {
    assertThat(read("{\"a\":1}\n{\"a\":2}")).hasSize(2);
    assertThat(read("{\"a\":1}\r\n{\"a\":2}\r\n\n  \n")).hasSize(2);
  }

  @Test
  void anEmptyLineInBetweenIsReported() {
    failure("{}\n\n{}\n").withMessage("file: line 2: is empty, expected a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                      | is not a JSON object",
        "{\"a\":1                 | is not a JSON object",
        "{\"a\":NaN}              | is not a JSON object",
        "nonsense                 | is not a JSON object",
        "{\"a\":{\"b\":1}}        | field=a value={b=1}: must be",
        "{\"a\":[[1]]}            | field=a value=[[1]]: must be",
        "{\"a\":99999999999999999999} | field=a value=99999999999999999999: must be",
        "{\"\":1}                 | field name bytes=0: must be",
        "{\"at\":\"yesterday\"}   | field=at value=\"yesterday\": must be an instant",
        "{\"at\":\"0123456789012345678901234567890123456789012345678901234567890\"} |"
            + " field=at value=\"012345678901234567890123456789012345678901234567890123456789…\": must",
        "{\"n\":\"one\"}          | field=n",
      })
  void aBadLineIsReportedWithItsNumber(String line, String problem) {
    failure("{}\n" + line + "\n").withMessageStartingWith("file: line 2: " + problem);
  }

  @Test
  void textThatIsNotUtf8IsReported() {
    byte[] file = Bytes.utf8("{\"a\":\"x\"}\n");
    file[6] = (byte) 0xff;
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> new DocumentReader(Bytes.input(file), Schema.NONE).readAll())
        .withMessage("file: line 1: is not UTF-8 text");
  }

  @Test
  void aLineWithoutEndIsReportedBeforeMemoryRunsOut() {
    failure("{\"a\":\"" + "x".repeat(5 << 20))
        .withMessage("file: line 1: is longer than 4194304 bytes");
  }

  private static List<Document> read(String text) throws IOException {
    return read(text, Schema.parse("at:instant,n:int"));
  }

  private static List<Document> read(String text, Schema schema) throws IOException {
    try (DocumentReader reader = new DocumentReader(Bytes.input(Bytes.utf8(text)), schema)) {
      return reader.readAll();
    }
  }

  private static ThrowableAssertAlternative<BadInputException> failure(String text) {
    return assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> read(text));
  }
}
