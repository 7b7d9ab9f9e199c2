package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Document;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import io.vecgo.testkit.VectorGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a reader far away has to wait for, it waits for at the same time: the store answers no read
 * before another one that can be made without its answer has been made.
 */
class ReadsSideBySideTest {
  private static final int DIMENSION = 512;
  private static final int ROWS = 1_500;
  private static final int SEGMENTS = 3;
  private static final BlobStore SHARED = new MemoryStore();

  private final MeetingStore store = new MeetingStore(SHARED);
  private final VectorGenerator queries = new VectorGenerator(new Random(6), DIMENSION);

  /** Segments too large to be read whole, among which the rows near any query are spread. */
  @BeforeAll
  static void fill() {
    VectorGenerator vectors = new VectorGenerator(new Random(5), DIMENSION);
    CreateOptions created =
        CreateOptions.of(DIMENSION, Metric.L2)
            .withSchema(Schema.NONE.with("title", FieldType.TEXT, Presence.OPTIONAL));
    OpenOptions manual = OpenOptions.defaults().withoutAutomaticCompaction();
    try (Vecgo database = Vecgo.create(SHARED, created, manual)) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        database.insertAll(records(segment, vectors.next(ROWS)));
        database.commit();
      }
      for (int segment = 0; segment < SEGMENTS; segment++) {
        database.delete("key %d 7".formatted(segment));
      }
    }
  }

  private static List<VectorRecord> records(int segment, List<float[]> vectors) {
    List<VectorRecord> records = new ArrayList<>(ROWS);
    for (float[] vector : vectors) {
      int row = records.size();
      Document metadata = Document.of("group", row % 9, "title", "row " + row);
      records.add(
          VectorRecord.of(vector)
              .withKey("key %d %d".formatted(segment, row))
              .withMetadata(metadata)
              .withPayload("payload".repeat(100).getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  private Vecgo reader() {
    return Vecgo.open(store, OpenOptions.defaults().readOnly());
  }

  private Query query() {
    return Query.of(queries.next(1).getFirst()).k(30).returning();
  }

  /** Otherwise nothing was waited for. */
  @AfterEach
  void readsHaveMet() {
    assertThat(store.haveMet()).isTrue();
  }

  @Test
  void tombstonesOfSeveralSegmentsAreRead() {
    store.expectFiles(SEGMENTS, "tombstones-");
    try (Vecgo reader = reader()) {
      assertThat(reader.stats().totalVectors()).isEqualTo(SEGMENTS * (ROWS - 1));
    }
  }

  @Test
  void segmentsOfAParallelSearchAreFetched() {
    try (Vecgo reader = reader()) {
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.search(query().parallel()).hits()).hasSize(30);
    }
  }

  /** The first may show that the others need not be fetched. */
  @Test
  void segmentsOfASearchAreFetchedAfterTheFirst() {
    try (Vecgo reader = reader()) {
      store.expectFilesAfterTheFirst(SEGMENTS - 1, "segment-");
      assertThat(reader.search(query()).hits()).hasSize(30);
    }
  }

  @Test
  void segmentsThatAFilterLooksIntoAreFetched() {
    try (Vecgo reader = reader()) {
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.count(Filter.eq("group", 3))).isPositive();
    }
  }

  @Test
  void segmentsInWhichAKeyIsLookedForAreFetched() {
    try (Vecgo reader = reader()) {
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.get("key 1 8")).isPresent();
    }
  }

  @Test
  void segmentsWhoseTextsAreSearchedAreFetched() {
    try (Vecgo reader = reader()) {
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.search(Query.text("row").k(5).returning()).hits()).hasSize(5);
    }
  }

  @Test
  void rowsOfSeveralSegmentsAreFetchedToBeRanked() {
    try (Vecgo reader = reader()) {
      reader.search(query());
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.search(query()).hits()).hasSize(30);
    }
  }

  @Test
  void contentsOfHitsInSeveralSegmentsAreFetched() {
    try (Vecgo reader = reader()) {
      Query query = query();
      reader.search(query); // vectors and keys are there
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.search(query.returning(Returned.PAYLOAD)).hits())
          .allMatch(hit -> hit.payload().orElseThrow().length > 0);
    }
  }

  @Test
  void contentsOfHitsInARangeAreFetched() {
    try (Vecgo reader = reader()) {
      Query query = query();
      try (Stream<Hit> hits = reader.searchRange(query, Float.MAX_VALUE)) {
        assertThat(hits.limit(40)).hasSize(40); // vectors and keys are there
      }
      store.expectReads(2, "segment-");
      Query both = query.returning(Returned.METADATA, Returned.PAYLOAD);
      try (Stream<Hit> hits = reader.searchRange(both, Float.MAX_VALUE)) {
        assertThat(hits.limit(40)).hasSize(40);
      }
    }
  }

  @Test
  void metadataOfWhichGroupsAreMadeAreFetched() {
    try (Vecgo reader = reader()) {
      Query query = query();
      reader.search(query.k(200)); // vectors and keys are there
      store.expectFiles(SEGMENTS, "segment-");
      assertThat(reader.searchGroups(query, Grouping.by("group").groups(4)).groups()).hasSize(4);
    }
  }

  @Test
  void allThatARecordHasIsFetched() {
    try (Vecgo reader = reader()) {
      reader.search(query());
      store.expectReads(2, "segment-");
      assertThat(reader.get(1_234).orElseThrow().payload()).isNotEmpty();
    }
  }
}
