package io.vecgo.format;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.kernel.Kernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.observe.SegmentStats;
import io.vecgo.segment.Segment;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A database with an index opens, is sound and finds its records. Until format 1 is released,
 * {@code -Dvecgo.regenerate=true} writes it anew.
 */
class FormatGoldenIndexTest {
  private static final GoldenFolder GOLDEN = new GoldenFolder("v1-index");
  private static final int K = 5;
  private static final int EF = 20;
  private static final long FIRST_QUERY = 1_000_000;
  private static final int QUERIES = 50;

  @BeforeAll
  static void regenerate() throws IOException {
    GOLDEN.regenerateIfAsked(GoldenIndex::write);
  }

  @Test
  void itIsWhatIsWrittenToday() throws IOException {
    Map<String, byte[]> golden = GOLDEN.blobs();
    try (BlobStore store = new MemoryStore()) {
      GoldenIndex.write(store);
      Map<String, byte[]> written = ExampleDatabase.blobsOf(store);
      assertThat(written).containsOnlyKeys(golden.keySet());
      written.forEach((name, bytes) -> assertThat(golden.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void everyByteOfItsSegmentIsSound() throws IOException {
    try (BlobStore store = LocalStore.open(GOLDEN.path())) {
      for (SegmentEntry entry : newest(store).segments()) {
        Segment segment = Segment.open(store, entry.info(), Kernels.choose());
        try {
          segment.verify();
        } finally {
          segment.discard();
        }
      }
    }
  }

  @Test
  void compactionMadeOneSegmentWithAGraph() {
    try (Vecgo database = open()) {
      assertThat(database.version()).isEqualTo(5);
      assertThat(database.index()).isEqualTo(GoldenIndex.INDEX);
      assertThat(database.stats().segments()).hasSize(1);
      SegmentStats segment = database.stats().segments().getFirst();
      assertThat(segment.level()).isEqualTo(1);
      assertThat(segment.search()).isEqualTo(SegmentStats.Search.GRAPH);
      assertThat(segment.oversampling()).isGreaterThan(1);
      assertThat(segment.tombstones()).isEqualTo(GoldenIndex.DELETED_AFTER.size());
      assertThat(segment.rows())
          .isEqualTo(GoldenIndex.liveIds().size() + GoldenIndex.DELETED_AFTER.size());
    }
  }

  @Test
  void recordsComeBackAsTheyWereWritten() {
    try (Vecgo database = open()) {
      for (long id : GoldenIndex.liveIds()) {
        assertThat(database.get(id).orElseThrow().vector()).isEqualTo(GoldenIndex.vector(id));
      }
      GoldenIndex.DELETED_BEFORE.forEach(id -> assertThat(database.get(id)).isEmpty());
      GoldenIndex.DELETED_AFTER.forEach(id -> assertThat(database.get(id)).isEmpty());
    }
  }

  @Test
  void exactSearchesFindTheNearestRecords() {
    try (Vecgo database = open()) {
      for (long query = FIRST_QUERY; query < FIRST_QUERY + QUERIES; query++) {
        Query exact = Query.of(GoldenIndex.vector(query)).k(K).exact();
        assertThat(ids(database.search(exact).hits())).isEqualTo(nearest(query));
      }
    }
  }

  @Test
  void walksFindNearlyAllOfThem() {
    int found = 0;
    try (Vecgo database = open()) {
      for (long query = FIRST_QUERY; query < FIRST_QUERY + QUERIES; query++) {
        var result = database.search(Query.of(GoldenIndex.vector(query)).k(K).ef(EF));
        assertThat(result.stats().graphHops()).isPositive();
        assertThat(result.stats().reranked()).isPositive();
        found += (int) nearest(query).stream().filter(ids(result.hits())::contains).count();
      }
    }
    assertThat((double) found / (K * QUERIES)).isGreaterThan(0.95);
  }

  private static Vecgo open() {
    return Vecgo.open(GOLDEN.path(), OpenOptions.defaults().readOnly());
  }

  private static Manifest newest(BlobStore store) throws IOException {
    return new Versions(store).newest().orElseThrow();
  }

  private static List<Long> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  private static List<Long> nearest(long query) {
    float[] vector = GoldenIndex.vector(query);
    return GoldenIndex.liveIds().stream()
        .sorted(comparingDouble(id -> squaredDistance(vector, GoldenIndex.vector(id))))
        .limit(K)
        .toList();
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
