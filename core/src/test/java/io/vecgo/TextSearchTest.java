package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.Fusion;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.TextPartStats;
import io.vecgo.store.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by text and hybrid ones, through the front door. */
class TextSearchTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.of(2, Metric.L2).withSchema(Schema.parse("title:text,body:text"));

  @TempDir private Path directory;
  private Vecgo database = Vecgo.create(new MemoryStore(), OPTIONS);

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  @Test
  void rarerWordsCountMore() {
    insert("the red fox", "the grey fox", "the red hen");
    assertThat(ids(Query.text("grey fox"))).containsExactly(2L, 1L);
    assertThat(ids(Query.text("the hen"))).startsWith(3L).hasSize(3);
  }

  @Test
  void equalScoresAreInTheOrderOfIds() {
    insert("one two", "two one", "one two");
    assertThat(ids(Query.text("two"))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void recordsWithoutAnyOfTheWordsAreNotFound() {
    insert("ant", "bee");
    assertThat(ids(Query.text("wasp"))).isEmpty();
    assertThat(ids(Query.text("  ?! "))).isEmpty();
    assertThat(ids(Query.text(""))).isEmpty();
  }

  @Test
  void fieldsAddUpUnlessOneIsChosen() {
    database.insert(VectorRecord.of(0, 0).with("title", "fox").with("body", "hen hen"));
    database.insert(VectorRecord.of(0, 0).with("title", "hen").with("body", "fox hen"));
    database.insert(VectorRecord.of(0, 0).with("title", "ant"));
    assertThat(ids(Query.text("hen"))).containsExactly(2L, 1L);
    assertThat(ids(Query.text("hen").in("title"))).containsExactly(2L);
    assertThat(ids(Query.text("hen").in("body"))).containsExactly(1L, 2L);
  }

  @Test
  void resultsAreTheSameInMemoryAfterACommitAndAfterACompaction() {
    insertRandom(new Random(5), 900);
    List<Hit> before = search(Query.text("w1 w3 w17 w40").k(40));
    database.commit();
    assertThat(shown(search(Query.text("w1 w3 w17 w40").k(40)))).isEqualTo(shown(before));
    insertRandom(new Random(6), 300);
    before = search(Query.text("w1 w3 w17 w40").k(40));
    database.commit();
    assertThat(shown(search(Query.text("w1 w3 w17 w40").k(40)))).isEqualTo(shown(before));
    database.delete(Filter.lt("n", 100));
    before = search(Query.text("w1 w3 w17 w40").k(40));
    database.compact();
    assertThat(shown(search(Query.text("w1 w3 w17 w40").k(40)))).isEqualTo(shown(before));
  }

  @Test
  void deletedRecordsCountNowhere() {
    insert("fox", "fox hen", "fox ant", "bee");
    database.commit();
    insert("fox", "wasp");
    List<Hit> kept;
    try (Vecgo other = Vecgo.create(new MemoryStore(), OPTIONS)) {
      other.insert(VectorRecord.of(0, 0).with("body", "fox hen"));
      other.insert(VectorRecord.of(0, 0).with("body", "bee"));
      other.insert(VectorRecord.of(0, 0).with("body", "wasp"));
      kept = other.search(Query.text("fox bee")).hits();
    }
    database.delete(1);
    database.delete(3);
    database.delete(5);
    assertThat(search(Query.text("fox bee")))
        .extracting(Hit::score)
        .containsExactlyElementsOf(kept.stream().map(Hit::score).toList());
    assertThat(ids(Query.text("fox bee"))).containsExactly(4L, 2L);
  }

  @Test
  void aRecordThatIsDeletedAndAddedAgainIsFoundOnce() {
    for (int round = 0; round < 3; round++) {
      database.upsert(VectorRecord.of(0, 0).withKey("a").with("body", "fox " + round));
      database.upsert(VectorRecord.of(0, 0).withKey("b").with("body", "fox hen"));
      database.delete("a");
      database.upsert(VectorRecord.of(0, 0).withKey("a").with("body", "fox again"));
      database.commit();
      assertThat(search(Query.text("fox")))
          .extracting(hit -> hit.key().orElseThrow())
          .containsExactlyInAnyOrder("a", "b");
      assertThat(search(Query.text("again")))
          .extracting(hit -> hit.key().orElseThrow())
          .containsExactly("a");
    }
  }

  @Test
  void filtersHoldForTexts() {
    insertRandom(new Random(9), 500);
    Query query = Query.text("w0 w1 w2").k(500);
    Filter filter = Filter.lt("n", 50);
    List<Hit> all = search(query);
    database.commit();
    insertRandom(new Random(10), 10);
    assertThat(search(query.filter(filter)))
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(filter.matches(hit.metadata().orElseThrow())).isTrue());
    assertThat(all.size()).isGreaterThan(50);
  }

  @Test
  void snapshotsKeepTheirScores() {
    insert("fox hen", "fox");
    try (Snapshot snapshot = database.snapshot()) {
      List<Hit> before = snapshot.search(Query.text("fox hen")).hits();
      insert("fox fox hen", "hen");
      database.delete(1);
      database.commit();
      assertThat(shown(snapshot.search(Query.text("fox hen")).hits())).isEqualTo(shown(before));
    }
  }

  @Test
  void textsAreFoundAfterReopeningAndReadOnly() {
    List<Hit> before;
    try (Vecgo written = Vecgo.create(directory, OPTIONS)) {
      written.insert(VectorRecord.of(1, 0).withKey("a").with("body", "red fox"));
      written.insert(VectorRecord.of(0, 1).withKey("b").with("body", "grey fox"));
      before = written.search(Query.text("grey fox")).hits();
    }
    try (Vecgo reader = Vecgo.open(directory, OpenOptions.defaults().readOnly())) {
      List<Hit> found = reader.search(Query.text("grey fox")).hits();
      assertThat(shown(found)).isEqualTo(shown(before));
      assertThat(found.getFirst().key()).contains("b");
    }
  }

  @Test
  void aFieldThatIsDeclaredLaterIsSearchedInOldRecordsToo() {
    insertNote("committed fox");
    database.commit();
    insertNote("frozen hen");
    database.declare(new Schema.Field("note", FieldType.TEXT, Schema.Presence.OPTIONAL));
    insertNote("fresh fox");
    assertThat(ids(Query.text("fox").in("note"))).containsExactly(1L, 3L);
    assertThat(ids(Query.text("hen").in("note"))).containsExactly(2L);
    database.commit();
    assertThat(ids(Query.text("fox").in("note"))).containsExactly(1L, 3L);
    database.compact();
    assertThat(ids(Query.text("fox").in("note"))).containsExactly(1L, 3L);
  }

  @Test
  void textsAreIndexedAfterARollbackThatBringsTheirFieldBack() {
    insertNote("old fox");
    long before = database.commit().version();
    database.declare(new Schema.Field("note", FieldType.TEXT, Schema.Presence.OPTIONAL));
    long with = database.commit().version();
    database.rollback(before);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.search(Query.text("fox").in("note")));
    insertNote("lost hen");
    database.commit();
    database.rollback(with);
    insertNote("new fox");
    assertThat(ids(Query.text("fox").in("note"))).containsExactly(1L, 3L);
  }

  private void insertNote(String note) {
    database.insert(VectorRecord.of(0, 0).with("note", note));
  }

  @Test
  void hybridHitsCarryBothPlacesAndAllThatWasAskedFor() {
    database.insert(
        VectorRecord.of(0, 0).withKey("near").with("body", "hen").withPayload(new byte[] {1}));
    database.insert(VectorRecord.of(9, 9).withKey("far").with("body", "red fox"));
    database.insert(VectorRecord.of(1, 0).withKey("both").with("body", "fox"));
    Query query =
        Query.hybrid(new float[] {0, 0}, "fox")
            .returning(Returned.METADATA, Returned.PAYLOAD, Returned.VECTOR);
    List<Hit> hits = search(query);
    assertThat(hits)
        .extracting(hit -> hit.key().orElseThrow())
        .containsExactly("both", "far", "near");
    Hit both = hits.getFirst();
    assertThat(both.byVector()).contains(new Hit.Place(2, 1));
    assertThat(both.byText().orElseThrow().rank()).isEqualTo(1);
    assertThat(both.byText().orElseThrow().score())
        .isEqualTo(search(Query.text("fox")).getFirst().score());
    assertThat(both.score()).isEqualTo((float) (1.0 / 62 + 1.0 / 61));
    assertThat(hits.getLast().byText()).isEmpty();
    assertThat(hits.getLast().payload().orElseThrow()).containsExactly(1);
    assertThat(hits.getLast().vector().orElseThrow()).containsExactly(0, 0);
    assertThat(hits.getLast().metadata().orElseThrow().get("body")).isPresent();
  }

  @Test
  void weightsShiftTheBalance() {
    database.insert(VectorRecord.of(0, 0).with("body", "hen"));
    database.insert(VectorRecord.of(5, 0).with("body", "fox"));
    Query query = Query.hybrid(new float[] {0, 0}, "fox");
    assertThat(ids(query.fusion(Fusion.rrf(60).weights(1, 0)))).containsExactly(1L, 2L);
    assertThat(ids(query.fusion(Fusion.rrf(60).weights(0.01, 1)))).containsExactly(2L, 1L);
    assertThat(ids(query.fusion(Fusion.minMax().weights(3, 1)))).containsExactly(1L, 2L);
    assertThat(ids(query.fusion(Fusion.zScore().weights(1, 3)))).containsExactly(2L, 1L);
  }

  @Test
  void minMaxScoresAreBetweenZeroAndOne() {
    insertRandom(new Random(2), 200);
    Query query =
        Query.hybrid(new float[] {0, 0}, "w1 w2 w9").fusion(Fusion.minMax()).depth(200).k(200);
    assertThat(search(query))
        .hasSize(200)
        .allSatisfy(hit -> assertThat(hit.score()).isBetween(0f, 1f));
  }

  @Test
  void filtersHoldForBothSides() {
    insertRandom(new Random(4), 400);
    database.commit();
    Filter filter = Filter.lt("n", 20);
    assertThat(search(Query.hybrid(new float[] {0, 0}, "w0 w1").filter(filter).k(30)))
        .hasSize(20)
        .allSatisfy(hit -> assertThat(filter.matches(hit.metadata().orElseThrow())).isTrue());
  }

  @Test
  void manySearchesFindWhatEachFindsAlone() {
    insertRandom(new Random(8), 300);
    List<Query> queries =
        List.of(
            Query.of(0, 0).exact(),
            Query.text("w1 w5"),
            Query.hybrid(new float[] {1, 1}, "w2").exact(),
            Query.of(1, 1).exact());
    List<SearchResult> together = database.searchAll(queries);
    for (int i = 0; i < queries.size(); i++) {
      assertThat(shown(together.get(i).hits())).isEqualTo(shown(search(queries.get(i))));
    }
  }

  @Test
  void pagesOfATextSearchAreItsResult() {
    insertRandom(new Random(21), 200);
    database.commit();
    insertRandom(new Random(22), 100);
    List<String> all = shown(search(Query.text("w1 w2 w3").k(300)));
    List<String> pages = new ArrayList<>();
    try (SearchCursor cursor = database.cursor(Query.text("w1 w2 w3").k(7))) {
      List<Hit> page = cursor.next().hits();
      while (!page.isEmpty()) {
        pages.addAll(shown(page));
        page = cursor.next().hits();
      }
    }
    assertThat(pages).isEqualTo(all).hasSizeGreaterThan(100);
  }

  @Test
  void hybridQueriesHaveNoPages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.cursor(Query.hybrid(new float[] {0, 0}, "fox")))
        .withMessage("hybrid query: must be by vector or by text alone");
  }

  @Test
  void statisticsTellOfTheText() {
    insert("fox hen", "fox", "ant");
    SearchResult result = database.search(Query.text("fox hen wasp").in("body"));
    assertThat(result.stats().text().terms()).isEqualTo(2);
    assertThat(result.stats().text().matchingPostings()).isEqualTo(3);
    assertThat(result.stats().text().postingsRead()).isEqualTo(3);
    assertThat(result.stats().explain()).contains("text: 2 terms, 3 of 3 postings read");
  }

  @Test
  void statisticsTellOfTheTextOfEachPart() {
    database.insert(VectorRecord.of(0, 0).with("body", "fox").with("year", 1));
    database.commit();
    database.insert(VectorRecord.of(0, 0).with("body", "hen").with("year", 2));
    database.commit();
    database.insert(VectorRecord.of(0, 0).with("body", "fox fox").with("year", 2));
    QueryStats stats =
        database.search(Query.text("fox").in("body").filter(Filter.eq("year", 2))).stats();
    assertThat(stats.text().parts())
        .extracting(TextPartStats::reason)
        .containsExactly(Reason.HOLDS_TERMS, Reason.NO_TERM, Reason.PRUNED_BY_STATS);
    assertThat(stats.segmentsSearched()).isEqualTo(1);
    assertThat(stats.segmentsPrunedByStats()).isEqualTo(1);
    assertThat(stats.text().parts().getFirst().candidates()).isEqualTo(1);
  }

  @Test
  void fieldsThatAreNotTextAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.search(Query.text("fox").in("key")))
        .withMessage("text field=key: must be one of title, body");
    try (Vecgo other = Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.L2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.search(Query.text("fox")))
          .withMessage("text: the schema declares no text field to search");
    }
  }

  @Test
  void theAnalyzerOfADatabaseIsKept() {
    CreateOptions english = OPTIONS.withAnalyzer(StandardAnalyzer.ENGLISH);
    try (Vecgo written = Vecgo.create(directory, english)) {
      written.insert(VectorRecord.of(0, 0).with("body", "the foxes of the ponies"));
    }
    try (Vecgo opened = Vecgo.open(directory)) {
      assertThat(opened.search(Query.text("pony")).hits()).hasSize(1);
      assertThat(opened.search(Query.text("the")).hits()).isEmpty();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vecgo.openOrCreate(directory, OPTIONS))
        .withMessage(
            "analyzer=standard: the texts of the database are indexed by"
                + " standard+english-stops+english-plurals");
  }

  /** Whole texts in lower case: every text is one term. */
  private record Whole() implements Analyzer {
    @Override
    public String name() {
      return "whole";
    }

    @Override
    public void analyze(String text, Consumer<String> terms) {
      terms.accept(text.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void aUsersOwnAnalyzerMustBeGivenAgain() {
    try (Vecgo written = Vecgo.create(directory, OPTIONS.withAnalyzer(new Whole()))) {
      written.insert(VectorRecord.of(0, 0).with("body", "Red Fox"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vecgo.open(directory))
        .withMessageStartingWith("analyzer=whole: the texts of the database are indexed by it");
    OpenOptions options = OpenOptions.defaults().withAnalyzer(new Whole());
    try (Vecgo opened = Vecgo.open(directory, options)) {
      assertThat(opened.search(Query.text("RED FOX")).hits()).hasSize(1);
      assertThat(opened.search(Query.text("fox")).hits()).isEmpty();
    }
  }

  private void insert(String... bodies) {
    for (String body : bodies) {
      database.insert(VectorRecord.of(0, 0).with("body", body));
    }
  }

  private void insertRandom(Random random, int count) {
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder body = new StringBuilder();
      for (int word = random.nextInt(20); word >= 0; word--) {
        body.append('w').append((int) (60 * Math.pow(random.nextDouble(), 2))).append(' ');
      }
      records.add(
          VectorRecord.of(random.nextFloat(), random.nextFloat())
              .with("body", body.toString())
              .with("n", i));
    }
    database.insertAll(records);
  }

  private List<Hit> search(Query query) {
    return database.search(query).hits();
  }

  private List<Long> ids(Query query) {
    return search(query).stream().map(Hit::id).toList();
  }

  private static List<String> shown(List<Hit> hits) {
    return hits.stream().map(hit -> hit.id() + " " + hit.score()).toList();
  }
}
