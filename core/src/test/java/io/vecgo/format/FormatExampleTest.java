package io.vecgo.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.format.FormatPage.Block;
import io.vecgo.format.FormatPage.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The worked examples of docs/format are what the code writes. With {@code -Dvecgo.regenerate=true}
 * the hexdumps are written anew; the explanations beside them are for people to change.
 */
class FormatExampleTest {
  private static final List<String> SHOWN =
      List.of("manifest-00000000000000000003", "segment-1.bin", "tombstones-2.bin");

  @BeforeAll
  static void regenerate() throws IOException {
    if (Boolean.getBoolean("vecgo.regenerate")) {
      for (String name : SHOWN) {
        pageOf(name).rewrite(hexdump(name), Hexdump.of(example().blob(name)));
      }
    }
  }

  @Test
  void theFilesOfTheExampleAreThoseOfThePages() throws IOException {
    assertThat(example().names())
        .containsExactly(
            "manifest-00000000000000000001",
            "manifest-00000000000000000002",
            "manifest-00000000000000000003",
            "segment-1.bin",
            "tag-00000000000000000002-before",
            "tombstones-2.bin");
  }

  @Test
  void hexdumpsAreWhatIsWritten() throws IOException {
    for (String name : SHOWN) {
      assertThat(pageOf(name).content(hexdump(name)))
          .as(name)
          .isEqualTo(Hexdump.of(example().blob(name)));
    }
  }

  @Test
  void explainedBytesAreThoseOfTheFiles() throws IOException {
    List<Table> tables = FormatPage.tables("bytes");
    assertThat(tables).extracting(Table::subject).containsExactlyInAnyOrderElementsOf(SHOWN);
    for (Table table : tables) {
      byte[] file = example().blob(table.subject());
      for (Map<String, String> row : table.rows()) {
        byte[] explained = explained(row);
        int at = at(row);
        assertThat(Arrays.copyOfRange(file, at, at + explained.length))
            .as(table.subject() + " " + row)
            .isEqualTo(explained);
      }
    }
  }

  @Test
  void smallFilesAreExplainedToTheLastByte() throws IOException {
    for (String name : List.of("manifest-00000000000000000003", "tombstones-2.bin")) {
      int end = 0;
      for (Map<String, String> row : FormatPage.rows("bytes", name)) {
        assertThat(at(row)).as(name + " " + row).isEqualTo(end);
        end += explained(row).length;
      }
      assertThat(end).isEqualTo(example().blob(name).length);
    }
  }

  private static ExampleDatabase example() throws IOException {
    return ExampleDatabase.written();
  }

  private static int at(Map<String, String> row) {
    return HexFormat.fromHexDigits(row.getOrDefault("at", ""));
  }

  private static byte[] explained(Map<String, String> row) {
    return HexFormat.ofDelimiter(" ").parseHex(row.getOrDefault("bytes", ""));
  }

  private static Block hexdump(String name) {
    return new Block("hexdump", name);
  }

  private static FormatPage pageOf(String name) throws IOException {
    return FormatPage.all().stream()
        .filter(page -> page.has(hexdump(name)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no page has " + hexdump(name)));
  }
}
