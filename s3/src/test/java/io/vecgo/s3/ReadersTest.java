package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Readers of a database in an object store, and how much they ask of it. */
class ReadersTest {
  private static final int SEGMENTS = 6;
  private static final int REQUESTS_TO_OPEN = 5;

  private final S3Location place = TestServer.newLocation();
  private final FaultyHttp http = new FaultyHttp();

  private Vecgo reader() {
    return Vecgo.open(TestServer.store(place, http), OpenOptions.defaults().readOnly());
  }

  /** Each segment has rows of one part. */
  private void createSegments() {
    try (Vecgo database =
        Vecgo.create(
            TestServer.store(place, TestServer.http()),
            CreateOptions.of(2, Metric.L2),
            Rows.MANUAL)) {
      for (int part = 0; part < SEGMENTS; part++) {
        for (int row = 0; row < 10; row++) {
          Document metadata = Document.of("part", part);
          database.insert(VectorRecord.of(100 * part, row).withMetadata(metadata));
        }
        database.commit();
      }
    }
  }

  @Test
  void openingAsksFiveTimesAtMostAndTouchesNoSegment() {
    createSegments();
    try (Vecgo reader = reader()) {
      assertThat(http.requests()).isLessThanOrEqualTo(REQUESTS_TO_OPEN);
      assertThat(reader.version()).isEqualTo(SEGMENTS + 1);
    }
  }

  @Test
  void searchAsksOnceForEachSegmentThatItNeeds() {
    createSegments();
    try (Vecgo reader = reader()) {
      http.requests();
      Query onePart = Query.of(0, 0).k(3).filter(Filter.eq("part", 4));
      assertThat(reader.search(onePart).hits()).hasSize(3);
      assertThat(http.requests()).isEqualTo(1);
      reader.search(onePart);
      assertThat(http.requests()).isZero();
      assertThat(reader.search(Query.of(0, 0).k(60)).hits()).hasSize(60);
      assertThat(http.requests()).isEqualTo(SEGMENTS - 1);
    }
  }

  @Test
  void refreshReadsOnlyWhatIsNew() {
    createSegments();
    try (Vecgo reader = reader();
        Vecgo writer = Vecgo.open(TestServer.store(place, TestServer.http()), Rows.MANUAL)) {
      reader.search(Query.of(0, 0).k(60));
      http.requests();
      reader.refresh();
      assertThat(http.requests()).isEqualTo(2);
      writer.insert(VectorRecord.of(1, 1));
      writer.commit();
      reader.refresh();
      assertThat(reader.search(Query.of(0, 0).k(100)).hits()).hasSize(61);
      assertThat(http.requests()).isLessThanOrEqualTo(REQUESTS_TO_OPEN + 1);
    }
  }

  @Test
  void readerCannotWrite() {
    createSegments();
    try (Vecgo reader = reader()) {
      assertThatExceptionOfType(ReadOnlyException.class)
          .isThrownBy(() -> reader.insert(VectorRecord.of(1, 1)));
    }
  }

  @Test
  void missingSegmentIsReportedWhenTheDatabaseIsOpened() throws IOException {
    createSegments();
    try (BlobStore store = TestServer.store(place, TestServer.http())) {
      store.delete(store.list("segment-").getFirst().name());
    }
    try (Vecgo reader = reader()) {
      assertThat(reader.stats().missing()).hasSize(1);
      assertThat(reader.search(Query.of(0, 0).k(100)).hits()).hasSize(50);
    }
  }

  @Test
  void damagedSegmentIsNoticedByTheFirstSearchOfIt() throws IOException {
    createSegments();
    try (BlobStore store = TestServer.store(place, TestServer.http())) {
      String name = store.list("segment-").getFirst().name();
      store.delete(name);
      try (BlobWriter writer = store.create(name)) {
        writer.write(MemorySegment.ofArray(new byte[100]));
        writer.publish();
      }
    }
    try (Vecgo reader = reader()) {
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> reader.search(Query.of(0, 0).k(100)))
          .withMessageContaining("wrong length");
    }
  }
}
