package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.Bytes;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a database of ten rows, whose vector i is {@code (i, 0)}. */
class CommandsTest {
  private static final int ROWS = 10;

  @TempDir Path directory;
  private Path db;
  private Path queries;

  @BeforeEach
  void importRows() throws IOException {
    db = directory.resolve("a db");
    queries = file("queries.fvecs", Bytes.fvecs(new float[] {3.2f, 0}, new float[] {8, 0}));
    float[][] vectors = new float[ROWS][];
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      vectors[i] = new float[] {i, 0};
      lines.append("{\"text\":\"number %d\",\"even\":%s}\n".formatted(i, i % 2 == 0));
    }
    Path base = file("base.fvecs", Bytes.fvecs(vectors));
    Path metadata = Files.writeString(directory.resolve("base.jsonl"), lines);
    good("create", db, "--dim", 2, "--metric", "l2");
    good("import", db, "--vectors", base, "--metadata", metadata, "--text-field", "text");
  }

  @Test
  void createSaysWhatItMade() {
    Path other = directory.resolve("other");
    CommandRun run =
        good("create", other, "--dim", 3, "--metric", "DOT", "--schema", "a:int!,b:text");
    assertThat(run.out())
        .isEqualTo("created " + other + ": dimension 3, metric dot, schema a:int!,b:text\n");
    try (Vecgo created = Vecgo.open(other)) {
      assertThat(created.schema()).hasToString("a:int!,b:text");
    }
  }

  @Test
  void createDoesNotTouchADatabaseThatIsThere() {
    CommandRun run = CommandRun.of("create", db, "--dim", 2, "--metric", "l2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).hasLineCount(1).startsWith("vecgo: ").contains(db.toString());
    assertThat(good("stats", db).out()).containsPattern("live vectors +10\n");
  }

  @Test
  void searchPrintsATableForEachQuery() {
    assertThat(good("search", db, "--vectors", queries, "--k", 2).out())
        .startsWith(
            """
            query 0
               score  key  text
              0.0400    3  number 3
              0.6400    4  number 4
              2 hits in\
            """)
        .contains(
            """
            query 1
               score  key  text
              0.0000    8  number 8
              1.0000    7  number 7
            """);
  }

  @Test
  void searchByTextNeedsNoVectors() {
    assertThat(good("search", db, "--text", "NUMBER 7", "--k", 2).out())
        .startsWith("query 0\n")
        .containsPattern(" +7 +number 7\n")
        .contains("2 hits in", "11 of 11 postings read");
  }

  @Test
  void searchByTextKeepsToTheFilter() {
    assertThat(good("search", db, "--text", "number 7", "--filter", "even = true").out())
        .contains("number 8")
        .doesNotContain("number 7");
  }

  @Test
  void hybridSearchShowsBothPlaces() {
    assertThat(
            good("search", db, "--vectors", queries, "--limit-queries", 1, "--hybrid", "number 9")
                .out())
        .containsPattern("score +by vector +by text +key +text\n")
        .containsPattern("#10 33.6400 +#1 [0-9.]+ +9 +number 9\n");
  }

  @Test
  void hybridSearchAsJsonCarriesRanksAndScores() throws IOException {
    Map<String, Object> line =
        good(
                "search",
                db,
                "--vectors",
                queries,
                "--limit-queries",
                1,
                "--hybrid",
                "9",
                "--json",
                "--k",
                1,
                "--fusion",
                "minmax",
                "--vector-weight",
                "0.1",
                "--depth",
                10)
            .jsonLines()
            .getFirst();
    assertThat(line.get("hits"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("key", "9")
        .containsKey("byText")
        .extractingByKey("byVector")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("rank", 10);
  }

  @Test
  void optionsOfTextsMustGoTogether() {
    CommandRun neither = CommandRun.of("search", db);
    assertThat(neither.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(neither.err()).contains("search needs either --vectors or --text");
    CommandRun noVectors = CommandRun.of("search", db, "--text", "a", "--hybrid", "b");
    assertThat(noVectors.err()).contains("--hybrid needs --vectors");
    CommandRun unknown =
        CommandRun.of("search", db, "--vectors", queries, "--hybrid", "b", "--fusion", "sum");
    assertThat(unknown.err()).contains("fusion=sum: must be rrf, minmax or zscore");
  }

  @Test
  void createTakesAnAnalyzer() {
    Path other = directory.resolve("other");
    good(
        "create",
        other,
        "--dim",
        2,
        "--metric",
        "l2",
        "--schema",
        "text:text",
        "--analyzer",
        "standard+english-stops");
    try (Vecgo created = Vecgo.open(other)) {
      created.insert(VectorRecord.of(1, 2).with("text", "the fox"));
    }
    assertThat(good("search", other, "--text", "the").out()).contains("0 hits");
    assertThat(good("search", other, "--text", "fox").out()).contains("1 hit");
  }

  @Test
  void searchAsJsonPrintsOneObjectForEachQuery() throws IOException {
    List<Map<String, Object>> lines =
        good("search", db, "--vectors", queries, "--k", 2, "--json").jsonLines();
    assertThat(lines).extracting(line -> line.get("query")).containsExactly(0, 1);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).containsOnlyKeys("query", "hits", "stats"));
    assertThat(lines.getLast().get("hits"))
        .isEqualTo(
            List.of(
                Map.of("id", 9, "key", "8", "score", 0.0),
                Map.of("id", 8, "key", "7", "score", 1.0)));
    assertThat(lines.getFirst().get("stats"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(
            "segmentsSearched",
            "segmentsPrunedByStats",
            "segmentsPrunedByBloom",
            "segmentsPrunedByDistance",
            "vectorsScanned",
            "distanceComputations",
            "graphHops",
            "candidates",
            "reranked",
            "bytesRead",
            "textTerms",
            "postingsRead",
            "latencyMicros",
            "costEstimate");
  }

  @Test
  void searchTakesAFilter() {
    CommandRun run = good("search", db, "--vectors", queries, "--filter", "text = 'number 5'");
    assertThat(run.out()).contains("number 5").doesNotContain("number 8");
  }

  @Test
  void exactAndEfFindTheSameInASmallDatabase() throws IOException {
    Object plain = hits(good("search", db, "--vectors", queries, "--json"));
    assertThat(hits(good("search", db, "--vectors", queries, "--json", "--exact")))
        .isEqualTo(plain);
    assertThat(hits(good("search", db, "--vectors", queries, "--json", "--ef", 50)))
        .isEqualTo(plain);
  }

  @Test
  void searchExplainsWhatItDid() throws IOException {
    assertThat(good("search", db, "--vectors", queries, "--k", 2, "--explain").out())
        .containsPattern("\n  2 hits of version \\d+ in .* ms: 1 part searched, 1 skipped")
        .contains("scan, because it has no graph");
    assertThat(good("search", db, "--vectors", queries, "--explain", "--json").jsonLines())
        .allSatisfy(line ->
            assertThat(String.valueOf(line.get("explain"))).contains("because it has no graph"));
  }

  @Test
  void searchGivesAllWithinARange() throws IOException {
    assertThat(good("search", db, "--vectors", queries, "--range", 1.5).out())
        .startsWith(
            """
            query 0: 3 hits
               score  key  text
              0.0400    3  number 3
              0.6400    4  number 4
              1.4400    2  number 2

            query 1: 3 hits
            """);
    assertThat(hits(good("search", db, "--vectors", queries, "--range", 0.01, "--json")))
        .isEqualTo(List.of(List.of(), List.of(Map.of("id", 9, "key", "8", "score", 0.0))));
  }

  @Test
  void searchGivesGroups() throws IOException {
    assertThat(
            good("search", db, "--vectors", queries, "--group-by", "even", "--per-group", 2).out())
        .startsWith(
            """
            query 0: false
               score  key  text
              0.0400    3  number 3
              3.2400    5  number 5
            query 0: true
               score  key  text
              0.6400    4  number 4
              1.4400    2  number 2
            """);
    Map<String, Object> line =
        good("search", db, "--vectors", queries, "--group-by", "even", "--k", 1, "--json")
            .jsonLines()
            .getLast();
    assertThat(line).containsOnlyKeys("query", "groups", "stats");
    assertThat(line.get("groups"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("value", true);
  }

  @Test
  void rangeAndGroupsExcludeEachOther() {
    assertThat(
            CommandRun.of("search", db, "--vectors", queries, "--range", 1, "--group-by", "even"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("group-by=even: must not be given"));
  }

  @Test
  void countCountsMatches() throws IOException {
    assertThat(good("count", db).out()).isEqualTo("10\n");
    assertThat(good("count", db, "--filter", "even = true").out()).isEqualTo("5\n");
    assertThat(good("count", db, "--filter", "even = 1", "--json").json())
        .isEqualTo(Map.of("count", 0));
  }

  @Test
  void scanPrintsRecordsInTheOrderOfTheirIds() throws IOException {
    assertThat(good("scan", db, "--filter", "even = true", "--from-id", 4, "--limit", 2).out())
        .isEqualTo(
            """
              id  key  text
               5    4  number 4
               7    6  number 6
            """);
    assertThat(good("scan", db, "--limit", 3, "--json").jsonLines())
        .extracting(record -> record.get("key"))
        .containsExactly("0", "1", "2");
  }

  private static List<Object> hits(CommandRun run) throws IOException {
    return run.jsonLines().stream().map(line -> line.get("hits")).toList();
  }

  @Test
  void queriesMayBeJsonLinesWithAFieldOfAnyName() throws IOException {
    String line = "{\"id\":\"q\",\"more\":{\"a\":[]},\"embedding\":[8,0]}\n";
    Path records = Files.writeString(directory.resolve("q.jsonl"), line);
    assertThat(good("search", db, "--vectors", records, "--vector-field", "embedding").out())
        .contains("0.0000    8  number 8");
  }

  @Test
  void withoutHitsThereIsNoTable() {
    CommandRun run = good("search", db, "--vectors", queries, "--filter", "text = 'none'");
    assertThat(run.out()).startsWith("query 0\n  0 hits in ").doesNotContain("score");
  }

  @Test
  void limitQueriesStopsEarly() throws IOException {
    CommandRun run = good("search", db, "--vectors", queries, "--limit-queries", 1, "--json");
    assertThat(run.jsonLines()).hasSize(1);
  }

  @Test
  void manyQueriesEndInASummary() throws IOException {
    Path many = file("many.fvecs", Bytes.fvecs(Bytes.vectors(20, 2, 1)));
    assertThat(good("search", db, "--vectors", many).out())
        .contains("query 2")
        .doesNotContain("query 3")
        .containsPattern("… and 17 more; latency p50 .* ms, p99 .* ms over all 20\n$");
  }

  @Test
  void searchRunsBesideAWriter() {
    try (Vecgo _ = Vecgo.open(db)) {
      good("search", db, "--vectors", queries);
      good("stats", db);
      good("get", db, 3);
    }
  }

  @Test
  void aWriterKeepsOthersOut() {
    try (Vecgo _ = Vecgo.open(db)) {
      CommandRun run = CommandRun.of("delete", db, 3);
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err()).hasLineCount(1);
    }
  }

  @Test
  void getPrintsTheRecord() {
    assertThat(good("get", db, 7).out())
        .isEqualTo(
            """
            id        8
            key       7
            vector    7.0000 0.0000 (2 components)
            metadata
              text    number 7
              even    false
            """
                .indent(2));
  }

  @Test
  void fieldsThatAreCalledLikeThoseOfTheRecordHideNothing() throws IOException {
    Path records =
        Files.writeString(directory.resolve("r.jsonl"), "{\"vector\":[1,2],\"id\":-5}\n");
    Path other = directory.resolve("other");
    good("create", other, "--dim", 2, "--metric", "l2");
    good("import", other, "--vectors", records);
    assertThat(good("get", other, 0).out())
        .containsPattern("\n? *id +1\n")
        .containsPattern("metadata\n +id +-5\n");
  }

  @Test
  void getAsJsonPrintsTheWholeRecord() throws IOException {
    assertThat(good("get", db, 7, "--json").json())
        .isEqualTo(
            Map.of(
                "id",
                8,
                "key",
                "7",
                "metadata",
                Map.of("text", "number 7", "even", false),
                "vector",
                List.of(7.0, 0.0)));
  }

  @Test
  void getOfAMissingKeyFails() {
    assertThat(CommandRun.of("get", db, "nobody"))
        .isEqualTo(
            new CommandRun(ExitCode.FAILED, "", "vecgo: there is no record with the key nobody\n"));
  }

  @Test
  void deletedRecordsAreGoneForGood() {
    assertThat(good("delete", db, 3, 4).out()).isEqualTo("deleted 2 records\n");
    assertThat(CommandRun.of("get", db, 3).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(good("search", db, "--vectors", queries).out()).doesNotContain("number 3");
  }

  @Test
  void deleteNamesTheKeysThatAreNotThereAndDeletesTheOthers() {
    assertThat(CommandRun.of("delete", db, "x", 3, "y"))
        .isEqualTo(
            new CommandRun(
                ExitCode.FAILED,
                "deleted 1 record\n",
                "vecgo: there is no record with the key x, y\n"));
    assertThat(CommandRun.of("get", db, 3).exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void statsAsJsonHasTheNamesOfTheRunbook() throws IOException {
    good("delete", db, 3);
    Map<String, Object> stats = good("stats", db, "--json").json();
    assertThat(stats)
        .containsEntry("totalVectors", 9)
        .containsEntry("segmentCount", 1)
        .containsEntry("tombstones", 1)
        .containsEntry("memtableBytes", 0)
        .containsEntry("dimension", 2)
        .containsEntry("metric", "l2")
        .containsEntry("schema", "text:text")
        .containsKeys("manifestId", "diskBytes", "segments");
    assertThat(stats.get("segments")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
  }

  @Test
  void compactMergesSegmentsAndDropsDeletedRecords() throws IOException {
    good("delete", db, 3);
    Map<String, Object> result = good("compact", db, "--json").json();
    assertThat(result).containsEntry("segmentsMerged", 1).containsEntry("rows", 9);
    assertThat(good("stats", db, "--json").json())
        .containsEntry("tombstones", 0)
        .containsEntry("totalVectors", 9);
    assertThat(good("compact", db).out()).startsWith("nothing to merge in version ");
  }

  @Test
  void createTakesTheSettingsOfTheIndex() throws IOException {
    Path other = directory.resolve("other");
    good(
        "create",
        other,
        "--dim",
        8,
        "--metric",
        "l2",
        "--quantizer",
        "pq-4",
        "--layout",
        "turbo",
        "--m",
        8,
        "--ef-construction",
        50);
    assertThat(good("stats", other, "--json").json())
        .containsEntry("quantization", "pq-4")
        .containsEntry("layout", "turbo")
        .containsEntry("m", 8)
        .containsEntry("efConstruction", 50);
    CommandRun impossible =
        CommandRun.of(
            "create", directory.resolve("x"), "--dim", 8, "--metric", "l2", "--quantizer", "pq-9");
    assertThat(impossible.err()).contains("subspaces=9: must be at most the dimension, 8");
    assertThat(impossible.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    CommandRun unknown =
        CommandRun.of(
            "create", directory.resolve("x"), "--dim", 8, "--metric", "l2", "--layout", "fast");
    assertThat(unknown.err()).contains("layout=fast: must be compact or turbo");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
  }

  @Test
  void queriesOfAnotherDimensionAreRefused() throws IOException {
    Path wrong = file("wrong.fvecs", Bytes.fvecs(new float[3]));
    assertThat(CommandRun.of("search", db, "--vectors", wrong))
        .isEqualTo(
            new CommandRun(
                ExitCode.BAD_USAGE,
                "",
                "vecgo: %s: row 0: has the dimension 3, expected 2 (the dimension of the database)\n"
                    .formatted(wrong)));
  }

  @Test
  void aFileWithoutQueriesIsRefused() throws IOException {
    Path empty = file("empty.fvecs", new byte[0]);
    CommandRun run = CommandRun.of("search", db, "--vectors", empty);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("empty.fvecs: holds no vectors");
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static CommandRun good(Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    return run;
  }
}
