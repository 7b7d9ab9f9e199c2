package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.columns.RandomMetadata;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.HitGroup;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All that can be asked under a filter, of records in memory, in a segment, in several and memory,
 * compared with a look at every record.
 */
class QueriesEverywhereTest {
  private static final int RECORDS = 1_500;
  private static final int QUERIES = 60;

  /** Where the records are. */
  enum Place {
    MEMORY,
    SEGMENT,
    MIXED
  }

  /** A record as it was written. */
  private record Written(long id, float x, float y, Document document) {

    double distance(float[] from) {
      return (x - from[0]) * (x - from[0]) + (y - from[1]) * (y - from[1]);
    }
  }

  private final Random random = new Random(7);
  private final RandomMetadata metadata = new RandomMetadata(7);
  private final List<Written> live = new ArrayList<>();

  private Vecgo filled(Place place) {
    Vecgo database =
        Vecgo.create(
            new MemoryStore(),
            CreateOptions.of(2, Metric.L2).withSchema(Schema.parse("body:text")));
    for (int i = 0; i < RECORDS; i++) {
      float[] vector = vector();
      Document document = metadata.document().with("body", words());
      long id = database.insert(VectorRecord.of(vector).withMetadata(document));
      live.add(new Written(id, vector[0], vector[1], document));
      if (i % 7 == 0) {
        Written gone = live.remove(random.nextInt(live.size()));
        database.delete(gone.id());
      }
      if (place == Place.MIXED && (i == 100 || i == 1_200)) {
        database.commit();
      }
    }
    if (place == Place.SEGMENT) {
      database.commit();
    }
    return database;
  }

  /** Whole numbers, so that distances are exact and often equal. */
  private float[] vector() {
    return new float[] {random.nextInt(40), random.nextInt(40)};
  }

  private String words() {
    return "w" + random.nextInt(5) + " w" + random.nextInt(20) + " w" + random.nextInt(300);
  }

  private List<Written> matching(Filter filter) {
    return live.stream().filter(record -> filter.matches(record.document())).toList();
  }

  private static List<Long> nearest(List<Written> records, float[] from) {
    return records.stream()
        .sorted(
            Comparator.comparingDouble((Written record) -> record.distance(from))
                .thenComparingLong(Written::id))
        .map(Written::id)
        .toList();
  }

  private static List<Long> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void everyQueryAnswersAsALookAtEachRecordDoes(Place place) {
    try (Vecgo database = filled(place)) {
      for (int i = 0; i < QUERIES; i++) {
        Filter filter = i == 0 ? Filter.all() : metadata.filter(2);
        List<Written> matching = matching(filter);
        float[] from = vector();
        List<Long> nearest = nearest(matching, from);
        assertRecords(database, filter, matching);
        assertSearches(database, filter, from, nearest);
        assertRange(database, filter, from, matching);
        assertPages(database, filter, from, nearest);
        assertGroups(database, filter, from, matching);
        assertTexts(database, filter, from, matching);
      }
    }
  }

  private static void assertRecords(Vecgo database, Filter filter, List<Written> matching) {
    List<Long> ids = matching.stream().map(Written::id).toList();
    assertThat(database.count(filter)).isEqualTo(ids.size());
    assertThat(database.exists(filter)).isEqualTo(!ids.isEmpty());
    try (Stream<StoredRecord> scan = database.scan(filter)) {
      assertThat(scan.map(StoredRecord::id)).isEqualTo(ids);
    }
    try (Stream<StoredRecord> scan = database.scan(filter, RECORDS / 2)) {
      assertThat(scan.map(StoredRecord::id))
          .isEqualTo(ids.stream().filter(id -> id >= RECORDS / 2).toList());
    }
  }

  private static void assertSearches(
      Vecgo database, Filter filter, float[] from, List<Long> nearest) {
    Query query = Query.of(from).filter(filter);
    for (int k : new int[] {1, 10, RECORDS + 1}) {
      List<Long> expected = nearest.subList(0, Math.min(k, nearest.size()));
      assertThat(ids(database.search(query.k(k).exact()).hits()))
          .as(filter.text())
          .isEqualTo(expected);
      assertThat(ids(database.search(query.k(k)).hits()))
          .as(filter.text())
          .hasSameSizeAs(expected)
          .doesNotHaveDuplicates()
          .allMatch(nearest::contains);
    }
  }

  private static void assertRange(
      Vecgo database, Filter filter, float[] from, List<Written> matching) {
    try (Stream<Hit> hits = database.searchRange(Query.of(from).filter(filter), 100)) {
      assertThat(hits.map(Hit::id))
          .containsExactlyInAnyOrderElementsOf(
              matching.stream()
                  .filter(record -> record.distance(from) <= 100)
                  .map(Written::id)
                  .toList());
    }
  }

  private void assertPages(Vecgo database, Filter filter, float[] from, List<Long> nearest) {
    int k = 50 + random.nextInt(500);
    List<Long> found = new ArrayList<>();
    try (SearchCursor cursor = database.cursor(Query.of(from).filter(filter).k(k).exact())) {
      for (var page = cursor.next(); !page.hits().isEmpty(); page = cursor.next()) {
        found.addAll(ids(page.hits()));
      }
    }
    assertThat(found).isEqualTo(nearest);
  }

  private void assertGroups(Vecgo database, Filter filter, float[] from, List<Written> matching) {
    Grouping grouping = new Grouping("a", 1 + random.nextInt(6), 1 + random.nextInt(4));
    Map<Long, Written> byId = new LinkedHashMap<>();
    matching.forEach(record -> byId.put(record.id(), record));
    Map<Value, List<Long>> expected = new LinkedHashMap<>();
    for (long id : nearest(matching, from)) {
      for (Value group : groups(Objects.requireNonNull(byId.get(id)).document())) {
        if (expected.containsKey(group) || expected.size() < grouping.groups()) {
          List<Long> members = expected.computeIfAbsent(group, _ -> new ArrayList<>());
          if (members.size() < grouping.hitsPerGroup()) {
            members.add(id);
          }
        }
      }
    }
    List<HitGroup> found =
        database.searchGroups(Query.of(from).filter(filter).exact(), grouping).groups();
    assertThat(found.stream().map(group -> ids(group.hits())))
        .as("%s of %s", grouping, filter.text())
        .isEqualTo(List.copyOf(expected.values()));
    assertThat(found.stream().map(HitGroup::value).map(QueriesEverywhereTest::group))
        .isEqualTo(List.copyOf(expected.keySet()));
  }

  private static List<Value> groups(Document document) {
    Value value = document.get("a").orElse(Value.ofNull());
    List<Value> values = value instanceof Value.Array(List<Value> all) ? all : List.of(value);
    return values.stream()
        .filter(of -> !of.equals(Value.ofNull()))
        .map(QueriesEverywhereTest::group)
        .distinct()
        .toList();
  }

  /** Equal numbers of different types are one group. */
  private static Value group(Value value) {
    return value instanceof Value.Real(double number) && Value.of((long) number).sameAs(value)
        ? Value.of((long) number)
        : value;
  }

  private static void assertTexts(
      Vecgo database, Filter filter, float[] from, List<Written> matching) {
    List<Long> ids = matching.stream().map(Written::id).toList();
    Query words = Query.text("w1 w7 w200").k(RECORDS);
    List<Hit> all = database.search(words).hits();
    assertThat(shown(database.search(words.filter(filter)).hits()))
        .isEqualTo(shown(all.stream().filter(hit -> ids.contains(hit.id())).toList()));
    Query both = Query.hybrid(from, "w1 w7").filter(filter).k(20);
    assertThat(ids(database.search(both).hits()))
        .hasSize(Math.min(20, ids.size()))
        .doesNotHaveDuplicates()
        .allMatch(ids::contains);
  }

  private static List<String> shown(List<Hit> hits) {
    return hits.stream().map(hit -> hit.id() + " " + hit.score()).toList();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void emptyDatabasesAnswerWithNothing(Place place) {
    try (Vecgo database = filled(place)) {
      if (place == Place.MEMORY) {
        database.delete(Filter.all());
      } else {
        database.delete(Filter.not(Filter.exists("nothing")));
        database.commit();
      }
      live.clear();
      assertRecords(database, Filter.all(), List.of());
      assertSearches(database, Filter.all(), vector(), List.of());
      assertRange(database, Filter.all(), vector(), List.of());
      assertPages(database, Filter.all(), vector(), List.of());
      assertGroups(database, Filter.all(), vector(), List.of());
      assertTexts(database, Filter.all(), vector(), List.of());
    }
  }
}
