package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.CreateOptions;
import io.vecgo.Maintenance;
import io.vecgo.OpenOptions;
import io.vecgo.SearchResult;
import io.vecgo.Vecgo;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.SegmentStats;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import io.vecgo.testkit.FarStore;
import io.vecgo.testkit.VectorGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in a store far away, read through a cache on disk. */
class FarDatabaseTest {
  private static final int DIMENSION = 16;
  private static final int ROWS = 2_500;
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final long CACHE_BYTES = 100L << 20;

  @TempDir private Path directory;
  private final FarStore far = new FarStore("far");

  private BlobStore cache() throws IOException {
    return CachedStore.over(far, directory.resolve("cache"), CACHE_BYTES);
  }

  private static List<float[]> vectors(long seed) {
    return new VectorGenerator(new Random(seed), DIMENSION).next(ROWS);
  }

  /** Two segments, the larger with a graph. */
  private static void fill(BlobStore store, long seed) {
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2), MANUAL)) {
      List<float[]> vectors = vectors(seed);
      for (int row = 0; row < ROWS; row++) {
        database.insert(VectorRecord.of(vectors.get(row)));
        if (row == ROWS - 100) {
          database.commit();
        }
      }
    }
  }

  private static List<Long> nearest(BlobStore store) {
    try (Vecgo reader = Vecgo.open(store, OpenOptions.defaults().readOnly())) {
      return reader.search(Query.of(vectors(1).get(7)).k(20)).hits().stream().map(Hit::id).toList();
    }
  }

  @Test
  void searchesFindTheSameAsInALocalDatabase() throws IOException {
    Path local = directory.resolve("local");
    fill(LocalStore.open(local), 1);
    fill(far, 1);
    List<Long> expected = nearest(LocalStore.open(local));
    assertThat(nearest(far)).isEqualTo(expected);
    assertThat(nearest(cache())).isEqualTo(expected);
  }

  /** Whoever watches a reader would fetch all of the database otherwise. */
  @Test
  void statisticsFetchNoSegmentThatNoSearchNeeded() {
    fill(far, 1);
    try (Vecgo reader = Vecgo.open(far, OpenOptions.defaults().readOnly())) {
      far.bytesRead();
      assertThat(reader.stats().segments())
          .hasSize(2)
          .allMatch(segment -> segment.search() == SegmentStats.Search.NOT_READ);
      assertThat(reader.health().isHealthy()).isTrue();
      assertThat(far.bytesRead()).as("bytes for statistics").isLessThan(10_000);
      reader.search(Query.of(vectors(1).get(7)));
      assertThat(reader.stats().segments().getFirst().search())
          .isEqualTo(SegmentStats.Search.GRAPH);
    }
  }

  @Test
  void secondProcessFetchesNoSegmentAgain() throws IOException {
    fill(far, 1);
    nearest(cache());
    far.requests();
    nearest(cache());
    assertThat(far.requests()).as("lists and the manifest").isLessThanOrEqualTo(4);
  }

  @Test
  void copiesOfADatabaseThatIsGoneAreNotTakenForThoseOfAnother() throws IOException {
    fill(far, 2);
    nearest(cache());
    FarStore again = new FarStore("far");
    fill(again, 1);
    assertThat(nearest(CachedStore.over(again, directory.resolve("cache"), CACHE_BYTES)))
        .isEqualTo(nearest(again));
  }

  @Test
  void cacheWithoutRoomChangesNoResult() throws IOException {
    fill(far, 1);
    assertThat(nearest(CachedStore.over(far, directory.resolve("small"), 1)))
        .isEqualTo(nearest(far));
  }

  @Test
  void aFirstSearchFetchesTheIndexAndBlocksOfItsCandidatesAndTheNextOneNothing() {
    int dimension = 256;
    List<float[]> vectors = new VectorGenerator(new Random(5), dimension).next(3_000);
    try (Vecgo database = Vecgo.create(far, CreateOptions.of(dimension, Metric.L2))) {
      database.insertAll(vectors.stream().map(VectorRecord::of).toList());
    }
    far.requests();
    try (Vecgo reader = Vecgo.open(far, OpenOptions.defaults().readOnly())) {
      assertThat(far.requests()).isLessThanOrEqualTo(5);
      Query query = Query.of(vectors.get(17)).k(5);
      List<Hit> found = reader.search(query).hits();
      long blocks = reader.stats().blockCache().misses();
      assertThat(far.requests()).isBetween(2, 1 + (int) blocks);
      assertThat(reader.search(query).hits()).extracting(Hit::id).first().isEqualTo(18L);
      assertThat(found).extracting(Hit::id).first().isEqualTo(18L);
      assertThat(far.requests()).isZero();
    }
  }

  private static long reranked(SearchResult result) {
    return result.stats().parts().stream().mapToLong(part -> part.work().reranked()).sum();
  }

  @Test
  void aFirstSearchOfManySegmentsTakesARequestForEachAndOneForEachRankedRowAtMost() {
    int segments = 6;
    VectorGenerator vectors = new VectorGenerator(new Random(5), 128);
    try (Vecgo database = Vecgo.create(far, CreateOptions.of(128, Metric.L2), MANUAL)) {
      for (int i = 0; i < segments; i++) {
        database.insertAll(vectors.next(3_000).stream().map(VectorRecord::of).toList());
        database.commit();
      }
    }
    try (Vecgo reader = Vecgo.open(far, OpenOptions.defaults().readOnly())) {
      far.requests();
      Query query = Query.of(vectors.next(1).getFirst()).k(10).returning();
      long first = reranked(reader.search(query));
      assertThat(far.requests()).isLessThanOrEqualTo(segments + (int) first);
      assertThat(first)
          .as("as many as if all were at hand")
          .isEqualTo(reranked(reader.search(query)));
    }
  }

  private long bytesInStore() throws IOException {
    return far.list("").stream().mapToLong(BlobInfo::bytes).sum();
  }

  @Test
  void verificationReadsEachFileOnce() throws IOException {
    fill(far, 1);
    far.bytesRead();
    assertThat(Maintenance.verify(far, (_, _, _) -> {}).damages()).isEmpty();
    assertThat(far.bytesRead()).isLessThan(bytesInStore() * 11 / 10);
  }

  @Test
  void backupReadsEachFileOnce() throws IOException {
    fill(far, 1);
    far.bytesRead();
    try (Vecgo reader = Vecgo.open(far, OpenOptions.defaults().readOnly())) {
      reader.backup(directory.resolve("backup"), (_, _, _) -> {});
    }
    assertThat(far.bytesRead()).isLessThan(bytesInStore() * 11 / 10);
  }

  @Test
  void backupIntoAStoreFarAwayReadsItsCopiesOnce() throws IOException {
    try (Vecgo local = Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, Metric.L2))) {
      vectors(1).forEach(vector -> local.insert(VectorRecord.of(vector)));
      local.commit();
      far.bytesRead();
      local.backup(far, (_, _, _) -> {});
    }
    assertThat(far.bytesRead()).isLessThan(bytesInStore() * 11 / 10);
  }

  /** So many segments with a deleted row each. */
  private void fillWithDeletes(int segments) {
    try (Vecgo database = Vecgo.create(far, CreateOptions.of(1, Metric.L2), MANUAL)) {
      for (int i = 0; i < segments; i++) {
        database.insert(VectorRecord.of(i).withKey("deleted " + i));
        database.insert(VectorRecord.of(i).withKey("kept " + i));
        database.insert(VectorRecord.of(i).withKey("kept longer " + i));
        database.commit();
      }
      for (int i = 0; i < segments; i++) {
        database.delete("deleted " + i);
      }
    }
  }

  /** Otherwise deleted rows would come back. */
  @Test
  void tombstonesThatAreGoneAreMissedAlsoWhereTheyAreReadAhead() throws IOException {
    fillWithDeletes(3);
    String gone = far.list("tombstones-").get(1).name();
    far.delete(gone);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(far, OpenOptions.defaults().readOnly()))
        .satisfies(damage -> assertThat(damage.file()).isEqualTo(gone));
  }

  /** A store that counts how often tombstones are read. */
  private static final class TombstoneCounter extends ForwardingStore {
    private final AtomicInteger reads = new AtomicInteger();

    TombstoneCounter(BlobStore inner) {
      super(inner);
    }

    @Override
    public BlobReader open(String name) throws IOException {
      if (name.startsWith("tombstones-")) {
        reads.incrementAndGet();
      }
      return super.open(name);
    }
  }

  @Test
  void refreshReadsOnlyTombstonesThatChanged() {
    fillWithDeletes(5);
    TombstoneCounter counter = new TombstoneCounter(far);
    try (Vecgo reader = Vecgo.open(counter, OpenOptions.defaults().readOnly());
        Vecgo writer = Vecgo.open(far, MANUAL)) {
      counter.reads.set(0);
      writer.delete("kept 2");
      writer.commit();
      reader.refresh();
      assertThat(counter.reads).hasValue(1);
      assertThat(reader.stats().totalVectors()).isEqualTo(9);
    }
  }

  /** So many rows around a place. */
  private static List<VectorRecord> around(float place, int rows) {
    Random random = new Random(1);
    return Stream.generate(() -> new float[] {place + random.nextFloat(), random.nextFloat()})
        .limit(rows)
        .map(VectorRecord::of)
        .toList();
  }

  @Test
  void segmentThatIsTooFarFromTheQueryIsNotFetched() {
    try (Vecgo database = Vecgo.create(far, CreateOptions.of(2, Metric.L2), MANUAL)) {
      for (float place : new float[] {0, 100, 200}) {
        database.insertAll(around(place, ROWS));
        database.commit();
      }
    }
    try (Vecgo reader = Vecgo.open(far, OpenOptions.defaults().readOnly())) {
      far.requests();
      SearchResult result = reader.search(Query.of(100.5f, 0.5f).k(10));
      assertThat(result.hits()).hasSize(10);
      assertThat(far.requests()).as("the segment in the middle").isEqualTo(1);
      assertThat(result.stats().parts())
          .extracting(PartStats::reason)
          .filteredOn(reason -> reason == PartStats.Reason.PRUNED_BY_DISTANCE)
          .hasSize(2);
      assertThat(reader.search(Query.of(100.5f, 0.5f).k(ROWS + 1)).hits()).hasSize(ROWS + 1);
    }
  }

  @Test
  void waitForSegmentsThatAFilterLooksIntoIsTimeOfTheFilter() {
    Duration perRequest = Duration.ofMillis(50);
    FarStore slow = new FarStore("slow", new FarStore.Delay(perRequest, Long.MAX_VALUE));
    try (Vecgo database = Vecgo.create(slow, CreateOptions.of(1, Metric.L2), MANUAL)) {
      for (int segment = 0; segment < 2; segment++) {
        database.insert(VectorRecord.of(segment).with("number", 1));
        database.insert(VectorRecord.of(segment).with("number", 3));
        database.commit();
      }
    }
    try (Vecgo reader = Vecgo.open(slow, OpenOptions.defaults().readOnly())) {
      Query query = Query.of(1).k(1).filter(Filter.lt("number", 2));
      SearchResult result = reader.search(query);
      assertThat(result.stats().parts())
          .filteredOn(part -> part.liveRows() > 0)
          .hasSize(2)
          .allMatch(part -> part.phases().filterNanos() >= perRequest.toNanos());
    }
  }
}
