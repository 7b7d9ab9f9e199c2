package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.Document;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {
  private static final RecordFields WITH_KEY = new RecordFields("v", Optional.of("id"));

  @Test
  void rowsAreNumberedWithoutAKeyField() throws IOException {
    List<VectorRecord> records =
        read("{\"vector\":[1,2.5]}\n{\"vector\":[3,4],\"a\":1}\n", RecordFields.DEFAULT);
    assertThat(records).extracting(record -> record.key().orElseThrow()).containsExactly("0", "1");
    assertThat(records.getFirst().vector()).containsExactly(1, 2.5f);
    assertThat(records.getLast().metadata()).isEqualTo(Document.of("a", 1));
  }

  @Test
  void theKeyFieldIsTheKeyAndNotMetadata() throws IOException {
    List<VectorRecord> records =
        read("{\"id\":\"x\",\"v\":[1]}\n{\"id\":7,\"v\":[2],\"a\":1}\n", WITH_KEY);
    assertThat(records).extracting(record -> record.key().orElseThrow()).containsExactly("x", "7");
    assertThat(records.getFirst().metadata()).isEqualTo(Document.EMPTY);
    assertThat(records.getLast().metadata()).isEqualTo(Document.of("a", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"x\"}                    | file: line 2: has no field v, expected one with an array of numbers",
        "{\"id\":\"x\",\"v\":3}            | file: line 2: field v: must be an array of numbers",
        "{\"id\":\"x\",\"v\":[1,\"2\"]}    | file: line 2: field v: component 1 is \"2\", expected a number",
        "{\"id\":\"x\",\"v\":[1,null]}     | file: line 2: field v: component 1 is null, expected a number",
        "{\"id\":\"x\",\"v\":[1,1e99]}     | file: line 2: component 1 is Infinity, expected a finite number",
        "{\"id\":\"x\",\"v\":[1]}          | file: line 2: has the dimension 1, expected 2 (like the rows before)",
        "{\"id\":\"x\",\"v\":[]}           | file: line 2: has the dimension 0, expected 1 to 16384: is this a vector file?",
        "{\"v\":[1,2]}                     | file: line 2: field id: must be a string or a number, to be the key",
        "{\"id\":true,\"v\":[1,2]}         | file: line 2: field id: must be a string or a number, to be the key",
        "{\"id\":\"\",\"v\":[1,2]}         | file: line 2: key bytes=0: must be 1 to 512",
      })
  void aBadRecordIsReportedWithItsPlace(String line, String message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> read("{\"id\":\"a\",\"v\":[1,2]}\n" + line + "\n", WITH_KEY))
        .withMessage(message);
  }

  private static List<VectorRecord> read(String text, RecordFields names) throws IOException {
    Input input = Bytes.input(Bytes.utf8(text));
    try (RecordReader reader =
        new RecordReader(input, names, VectorRule.ofFirstRow(), Schema.NONE)) {
      return reader.readAll();
    }
  }
}
