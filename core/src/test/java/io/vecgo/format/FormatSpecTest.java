package io.vecgo.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.Frame;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.format.FormatPage.Table;
import io.vecgo.manifest.ManifestCodec;
import io.vecgo.model.Layout;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.segment.SectionKind;
import io.vecgo.segment.SegmentLayout;
import io.vecgo.segment.TombstoneFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/format say what the code does, no less and no more. */
class FormatSpecTest {
  private static final Map<String, Integer> TYPE_BYTES =
      Map.of("i32", 4, "i64", 8, "f32", 4, "i32{4}", 16);

  /** The classes of layouts and constants, below io.vecgo. */
  private static final List<String> LAYOUTS =
      List.of(
          "bytes.Frame",
          "columns.BloomFilter",
          "columns.Stripe",
          "columns.StripeBuilder",
          "columns.TextKey",
          "text.FieldLayout",
          "text.Postings",
          "kernel.FloatRows",
          "kernel.Ball",
          "kernel.CodeLayout",
          "kernel.Rotation",
          "quant.GridQuantizer",
          "quant.ProductQuantizer",
          "quant.Centroids",
          "quant.RowFactors",
          "graph.GraphLayout",
          "graph.EntryRows",
          "graph.TurboLayout",
          "segment.SegmentLayout",
          "segment.SegmentWriter");

  private static Stream<Class<?>> layouts() {
    return LAYOUTS.stream().map(FormatSpecTest::classOf);
  }

  private static Stream<Class<?>> enums() {
    return Stream.concat(
        Stream.of(SectionKind.class, Operation.class, Metric.class, Layout.class),
        Stream.of(classOf("quant.QuantizerKind"), classOf("columns.ValueKind")));
  }

  private static Class<?> classOf(String name) {
    try {
      return Class.forName("io.vecgo." + name);
    } catch (ClassNotFoundException missing) {
      throw new AssertionError(missing);
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void layoutTablesHaveTheConstantsOfTheCode(Class<?> layout) throws Exception {
    Map<String, Integer> documented = new TreeMap<>();
    for (Table table : FormatPage.tables("layout")) {
      if (subject(table).equals(layout.getSimpleName())) {
        table.rows().forEach(row -> documented.put(constant(table, row), number(row, "offset")));
      }
    }
    for (Table table : FormatPage.tables("constants")) {
      if (subject(table).equals(layout.getSimpleName())) {
        table.rows().forEach(row -> documented.put(cell(row, "name"), number(row, "value")));
      }
    }
    assertThat(documented).isEqualTo(Constants.of(layout));
  }

  @Test
  void fieldsFollowEachOtherWithoutGap() throws Exception {
    for (Table table : FormatPage.tables("layout")) {
      int next = 0;
      for (Map<String, String> row : table.rows()) {
        assertThat(number(row, "offset")).as(row.toString()).isEqualTo(next);
        next += TYPE_BYTES.getOrDefault(cell(row, "type"), 0);
      }
    }
  }

  @Test
  void everyTableIsOfAKnownClass() throws Exception {
    List<String> known = layouts().map(Class::getSimpleName).toList();
    assertThat(FormatPage.tables("layout")).extracting(FormatSpecTest::subject).isSubsetOf(known);
    assertThat(FormatPage.tables("constants"))
        .extracting(FormatSpecTest::subject)
        .isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("enums")
  void codesAreThoseOfTheEnums(Class<?> type) throws Exception {
    assertThat(codes("codes", type.getSimpleName())).isEqualTo(Constants.codesOf(type));
  }

  @Test
  void reservedSectionCodesAreFree() throws Exception {
    assertThat(Constants.codesOf(SectionKind.class).values()).doesNotContain(14, 15);
  }

  @Test
  void kindsOfValuesAreThoseOfTheCodec() throws Exception {
    Map<String, Integer> kinds = new TreeMap<>();
    codes("kinds", "DocumentCodec").forEach((name, code) -> kinds.put("KIND_" + name, code));
    assertThat(kinds).isEqualTo(Constants.of(DocumentCodec.class));
  }

  @Test
  void limitsAreThoseOfTheModel() throws Exception {
    Map<String, Integer> documented = new TreeMap<>();
    for (Table table : FormatPage.tables("values")) {
      table.rows().forEach(row -> documented.put(cell(row, "name"), number(row, "value")));
    }
    assertThat(documented).isNotEmpty();
    assertThat(Constants.of(Limits.class)).containsAllEntriesOf(documented);
  }

  @Test
  void magicsAndFormatsAreThoseOfTheFiles() throws Exception {
    Map<String, Frame> frames =
        Map.of(
            "manifest",
            ManifestCodec.FRAME,
            "tombstones",
            TombstoneFile.FRAME,
            "segment",
            new Frame(SegmentLayout.MAGIC, SegmentLayout.FORMAT));
    Map<String, Frame> documented = new TreeMap<>();
    for (Map<String, String> row : FormatPage.rows("magics", "files")) {
      documented.put(
          cell(row, "file"), new Frame(Frame.magic(cell(row, "magic")), number(row, "format")));
    }
    assertThat(documented).isEqualTo(frames);
  }

  @Test
  void eachBlobHasOneOfTheNamesAndEachNameABlob() throws Exception {
    List<String> patterns = column(FormatPage.rows("names", "blobs"), "pattern");
    List<String> blobs = ExampleDatabase.written().names();
    assertThat(blobs).allSatisfy(blob -> assertThat(patterns).filteredOn(blob::matches).hasSize(1));
    assertThat(patterns)
        .allSatisfy(
            pattern -> assertThat(blobs).anyMatch(Pattern.compile(pattern).asMatchPredicate()));
  }

  @Test
  void namesOfTheExampleAreThoseOfItsBlobs() throws Exception {
    assertThat(column(FormatPage.rows("files", "example"), "blob"))
        .containsExactlyInAnyOrderElementsOf(ExampleDatabase.written().names());
  }

  @Test
  void otherFilesOfADirectoryAreThoseOfTheLocalStore() throws Exception {
    List<String> documented = column(FormatPage.rows("names", "local"), "pattern");
    assertThat(documented)
        .containsExactly(
            storeName("TEMPORARY_PREFIX") + ".*",
            Pattern.compile("\\.").matcher(storeName("LOCK")).replaceAll("\\\\."),
            Pattern.compile("\\.").matcher(storeName("OWNER")).replaceAll("\\\\."));
  }

  @Test
  void examplesOfNumbersAreAsWritten() throws Exception {
    assertNumbers("varint", ByteWriter::varint);
    assertNumbers("zigzag", ByteWriter::signedVarint);
  }

  @Test
  void examplesOfChecksumsAreAsComputed() throws Exception {
    for (Map<String, String> row : FormatPage.rows("examples", "crc")) {
      byte[] text = cell(row, "text").getBytes(StandardCharsets.UTF_8);
      assertThat(Checksum.hex(Checksum.of(MemorySegment.ofArray(text))))
          .isEqualTo(cell(row, "checksum"));
    }
  }

  @Test
  void examplesOfHashesAreAsComputed() throws Exception {
    Method hash =
        Class.forName("io.vecgo.segment.KeyTable").getDeclaredMethod("hash", String.class);
    hash.setAccessible(true);
    for (Map<String, String> row : FormatPage.rows("examples", "hash")) {
      assertThat(HexFormat.of().toHexDigits((Long) hash.invoke(null, cell(row, "key"))))
          .isEqualTo(cell(row, "hash"));
    }
  }

  private static void assertNumbers(
      String encoding, BiFunction<ByteWriter, Long, ByteWriter> writer) throws IOException {
    for (Map<String, String> row : FormatPage.rows("examples", encoding)) {
      byte[] written = writer.apply(new ByteWriter(), Long.valueOf(cell(row, "value"))).toArray();
      assertThat(HexFormat.ofDelimiter(" ").formatHex(written)).isEqualTo(cell(row, "bytes"));
    }
  }

  private static Map<String, Integer> codes(String kind, String subject) throws IOException {
    Map<String, Integer> codes = new TreeMap<>();
    FormatPage.rows(kind, subject)
        .forEach(row -> codes.put(cell(row, "name"), number(row, "code")));
    return codes;
  }

  private static String storeName(String constant) throws ReflectiveOperationException {
    var field = Class.forName("io.vecgo.store.BlobNames").getDeclaredField(constant);
    field.setAccessible(true);
    return String.valueOf(field.get(null));
  }

  /** The class of a table: the first word after its kind. */
  private static String subject(Table table) {
    return table.subject().replaceFirst(" .*", "");
  }

  /** The constant of a row: named by it, or behind the prefix that is the second word. */
  private static String constant(Table table, Map<String, String> row) {
    String name = cell(row, "name");
    String prefix = table.subject().substring(subject(table).length()).strip();
    return name.endsWith("_BYTES") ? name : Constants.offsetOf(prefix, name);
  }

  private static List<String> column(List<Map<String, String>> rows, String heading) {
    return rows.stream().map(row -> cell(row, heading)).toList();
  }

  private static int number(Map<String, String> row, String heading) {
    return Integer.parseInt(cell(row, heading));
  }

  private static String cell(Map<String, String> row, String heading) {
    return row.getOrDefault(heading, "");
  }
}
