package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.HitGroup;
import io.vecgo.model.InterruptedSearchException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything but the k nearest: counts, scans, ranges, pages and groups, over all kinds of parts.
 */
class ReadingTest {
  private static final int DIMENSION = 8;
  private static final int ROWS = 3_000;
  private static final float[] VECTOR = Samples.vector(new Random(99), DIMENSION);
  private static final Filter SOME = Filter.lt("number", 1_500);

  private Vecgo database = create(Metric.L2);

  @BeforeEach
  void fill() {
    fill(database);
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private static Vecgo create(Metric metric) {
    return Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, metric));
  }

  /** A segment with a graph, one without, and a memtable; of each ten rows one is deleted. */
  private static void fill(Vecgo database) {
    List<VectorRecord> records = Samples.records(5, ROWS, DIMENSION);
    database.insertAll(records.subList(0, 2_000));
    database.commit();
    database.insertAll(records.subList(2_000, 2_500));
    database.commit();
    database.insertAll(records.subList(2_500, ROWS));
    for (int i = 0; i < ROWS; i += 10) {
      database.delete("key-" + i);
    }
  }

  private List<Hit> allHits(Query query) {
    return database.search(query.exact().k(ROWS)).hits();
  }

  private static List<Long> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @Test
  void countIsTheNumberOfLiveMatches() {
    assertThat(database.count(Filter.all())).isEqualTo(2_700);
    assertThat(database.count(SOME)).isEqualTo(1_350);
    assertThat(database.count(Filter.eq("number", 10))).isZero();
    try (Snapshot snapshot = database.snapshot()) {
      database.delete(SOME);
      assertThat(snapshot.count(SOME)).isEqualTo(1_350);
    }
    assertThat(database.count(SOME)).isZero();
  }

  @Test
  void existsIfARecordMatches() {
    assertThat(database.exists(Filter.eq("number", 11))).isTrue();
    assertThat(database.exists(Filter.eq("number", 2_999))).isTrue();
    assertThat(database.exists(Filter.eq("number", 10))).isFalse();
    try (Snapshot snapshot = database.snapshot()) {
      assertThat(snapshot.exists(Filter.eq("number", 11))).isTrue();
    }
  }

  @Test
  void scanGivesMatchesInTheOrderOfTheirIds() {
    try (Stream<StoredRecord> records = database.scan(SOME)) {
      List<StoredRecord> all = records.toList();
      assertThat(all).hasSize(1_350);
      assertThat(all).isSortedAccordingTo(Comparator.comparingLong(StoredRecord::id));
      assertThat(all.getFirst().key()).contains("key-1");
      assertThat(all.getFirst().metadata().get("number")).contains(new Value.Int(1));
    }
  }

  @Test
  void scanGoesOnFromAnId() {
    List<Long> all = scanned(0);
    assertThat(all).hasSize(2_700);
    for (int i : new int[] {0, 1, 1_000, 1_799, 1_800, 1_801, 2_600, 2_699}) {
      assertThat(scanned(all.get(i))).isEqualTo(all.subList(i, all.size()));
      assertThat(scanned(all.get(i) + 1)).isEqualTo(all.subList(i + 1, all.size()));
    }
    assertThat(scanned(Long.MAX_VALUE)).isEmpty();
    assertThat(scanned(Long.MIN_VALUE)).isEqualTo(all);
  }

  private List<Long> scanned(long fromId) {
    try (Stream<StoredRecord> records = database.scan(Filter.all(), fromId)) {
      return records.map(StoredRecord::id).toList();
    }
  }

  @Test
  void scanSeesOneInstant() {
    try (Stream<StoredRecord> records = database.scan(Filter.all())) {
      Iterator<StoredRecord> read = records.iterator();
      read.next();
      database.delete(Filter.all());
      database.commit();
      database.compact();
      int rest = 0;
      for (; read.hasNext(); read.next()) {
        rest++;
      }
      assertThat(rest).isEqualTo(2_699);
    }
  }

  @Test
  void streamOutlivesTheSnapshotItCameFrom() {
    Snapshot snapshot = database.snapshot();
    try (Stream<StoredRecord> records = snapshot.scan(Filter.all())) {
      snapshot.close();
      assertThat(records.count()).isEqualTo(2_700);
    }
    assertThatThrownBy(() -> snapshot.scan(Filter.all())).isInstanceOf(ClosedException.class);
  }

  @Test
  void readingOfAClosedStreamIsRefused() {
    Stream<Hit> hits = database.searchRange(Query.of(VECTOR), 1e9f);
    Iterator<Hit> read = hits.iterator();
    assertThat(read.hasNext()).isTrue();
    read.next();
    hits.close();
    assertThatThrownBy(read::hasNext)
        .isInstanceOf(ClosedException.class)
        .hasMessage("the stream is closed");
  }

  @Test
  void interruptedReaderGetsATypedException() {
    try (Stream<StoredRecord> records = database.scan(Filter.all())) {
      Iterator<StoredRecord> read = records.iterator();
      read.next();
      Thread.currentThread().interrupt();
      assertThatThrownBy(read::next).isInstanceOf(InterruptedSearchException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rangeGivesAllMatchesAsNearAsTheThreshold(Metric metric) {
    database.closeDiscarding();
    database = create(metric);
    fill(database);
    Query query = Query.of(VECTOR).filter(SOME);
    List<Hit> all = allHits(query);
    for (int count : new int[] {1, 10, 700, 1_350}) {
      float threshold = all.get(count - 1).score();
      try (Stream<Hit> hits = database.searchRange(query.k(1), threshold)) {
        assertThat(hits.map(Hit::id).collect(Collectors.toSet()))
            .hasSize(count)
            .isEqualTo(new HashSet<>(ids(all).subList(0, count)));
      }
    }
    float nothing = metric == Metric.L2 ? -1 : Float.POSITIVE_INFINITY;
    try (Stream<Hit> hits = database.searchRange(query, nothing)) {
      assertThat(hits).isEmpty();
    }
  }

  @Test
  void rangeHitsAreThoseOfASearch() {
    Hit best = database.search(Query.of(VECTOR).k(1).exact()).hits().getFirst();
    try (Stream<Hit> hits = database.searchRange(Query.of(VECTOR), best.score())) {
      assertThat(hits.toList()).containsExactly(best);
    }
  }

  @Test
  void thresholdMustBeANumber() {
    assertThatThrownBy(() -> database.searchRange(Query.of(VECTOR), Float.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold=NaN: must be a number");
  }

  @Test
  void pagesOfAnExactCursorAreTheWholeResultInOrder() {
    List<Long> pages = new ArrayList<>();
    try (SearchCursor cursor = database.cursor(Query.of(VECTOR).k(7).filter(SOME).exact())) {
      for (List<Hit> page = cursor.next().hits(); !page.isEmpty(); page = cursor.next().hits()) {
        assertThat(page).hasSize(Math.min(7, 1_350 - pages.size()));
        pages.addAll(ids(page));
      }
      assertThat(cursor.next().hits()).isEmpty();
    }
    assertThat(pages).isEqualTo(ids(allHits(Query.of(VECTOR).filter(SOME))));
  }

  @Test
  void pagesOfAWalkNeverRepeatOrSkip() {
    Set<Long> seen = new HashSet<>();
    int walks = 0;
    try (SearchCursor cursor = database.cursor(Query.of(VECTOR).k(10).ef(10))) {
      for (SearchResult page = cursor.next(); !page.hits().isEmpty(); page = cursor.next()) {
        walks += page.stats().graphHops() > 0 ? 1 : 0;
        for (Hit hit : page.hits()) {
          assertThat(seen.add(hit.id())).isTrue();
        }
      }
    }
    assertThat(seen).hasSize(2_700);
    assertThat(walks).isPositive();
  }

  @Test
  void cursorSeesOneInstant() {
    try (SearchCursor cursor = database.cursor(Query.of(VECTOR).k(100).exact())) {
      List<Long> expected = ids(database.search(Query.of(VECTOR).k(200).exact()).hits());
      List<Long> pages = new ArrayList<>(ids(cursor.next().hits()));
      database.delete(Filter.all());
      database.insert(VectorRecord.of(VECTOR));
      database.commit();
      pages.addAll(ids(cursor.next().hits()));
      assertThat(pages).isEqualTo(expected);
    }
  }

  @Test
  void closedCursorRefusesToGoOn() {
    SearchCursor cursor = database.cursor(Query.of(VECTOR));
    cursor.next();
    cursor.close();
    cursor.close();
    assertThatThrownBy(cursor::next)
        .isInstanceOf(ClosedException.class)
        .hasMessage("the cursor is closed");
  }

  @Test
  void groupsAreThoseOfTheBestHits() {
    List<HitGroup> groups =
        database
            .searchGroups(
                Query.of(VECTOR).exact().filter(SOME), Grouping.by("group").hitsPerGroup(4))
            .groups();
    assertThat(groups).hasSize(3);
    List<Hit> all = allHits(Query.of(VECTOR).filter(SOME));
    assertThat(groups.getFirst().hits().getFirst()).isEqualTo(all.getFirst());
    for (HitGroup group : groups) {
      assertThat(group.hits())
          .isEqualTo(
              all.stream()
                  .filter(hit -> groupOf(hit).equals(Optional.of(group.value())))
                  .limit(4)
                  .toList());
    }
  }

  private static Optional<Value> groupOf(Hit hit) {
    return hit.metadata().orElseThrow().get("group");
  }

  @Test
  void aLargeGroupDoesNotHideOthers() {
    for (int i = 0; i < 20; i++) {
      database.insert(far(i).with("kind", "k" + i));
    }
    for (int i = 0; i < 1_000; i++) {
      database.insert(VectorRecord.of(VECTOR).with("kind", "near"));
    }
    List<HitGroup> groups =
        database.searchGroups(Query.of(VECTOR), Grouping.by("kind").groups(15)).groups();
    assertThat(groups).extracting(HitGroup::value).startsWith(new Value.Text("near"));
    assertThat(groups).hasSize(15);
    assertThat(groups.subList(1, 15))
        .extracting(HitGroup::value)
        .isEqualTo(
            Stream.iterate(0, i -> i + 1).limit(14).map(i -> new Value.Text("k" + i)).toList());
    assertThat(groups.getFirst().hits()).hasSize(3);
  }

  /** The farther the larger the number. */
  private static VectorRecord far(int number) {
    float[] vector = VECTOR.clone();
    vector[0] += 100 + number;
    return VectorRecord.of(vector);
  }

  @Test
  void recordsAreInTheGroupsOfAllElementsOfAnArray() {
    database.insert(far(1).with("tags", List.of("a", "b")));
    database.insert(far(2).with("tags", List.of("b", "b")));
    database.insert(far(3).with("tags", "a"));
    database.insert(far(4).with("tags", List.of()));
    List<HitGroup> groups =
        database.searchGroups(Query.of(VECTOR), Grouping.by("tags").groups(2)).groups();
    assertThat(groups)
        .extracting(group -> group.value() + " " + group.hits().size())
        .containsExactly(new Value.Text("a") + " 2", new Value.Text("b") + " 2");
  }

  @Test
  void equalNumbersAreOneGroup() {
    database.insert(far(1).with("year", 2000));
    database.insert(far(2).with("year", 2000.0));
    database.insert(far(3).with("year", 2000.5));
    assertThat(database.searchGroups(Query.of(VECTOR), Grouping.by("year")).groups())
        .extracting(HitGroup::value)
        .containsExactly(new Value.Int(2000), new Value.Real(2000.5));
  }

  @Test
  void groupsOfAMissingFieldAreNone() {
    assertThat(database.searchGroups(Query.of(VECTOR), Grouping.by("none")).groups()).isEmpty();
  }

  @Test
  void groupingIsChecked() {
    assertThatThrownBy(() -> Grouping.by("a").groups(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups=0: must be 1 to 65536");
    assertThatThrownBy(() -> Grouping.by("a").groups(100).hitsPerGroup(656))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hitsPerGroup=656: must be 1 to 655");
  }
}
