package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.s3.ReaderProcess.Order;
import io.vecgo.s3.ReaderProcess.Sight;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One process writes a database in an object store, another reads along. */
class TwoProcessesTest {
  /** Lists of versions and segments, and the manifest. */
  private static final int REQUESTS_TO_OPEN = 3;

  private final S3Location place = TestServer.newLocation();

  private Vecgo writer() {
    return Rows.create(TestServer.store(place, TestServer.http()));
  }

  private ReaderProcess reader() {
    return new ReaderProcess(TestServer.endpoint(), place);
  }

  @Test
  void readerStaysAtItsVersionUntilItIsRefreshed() throws IOException {
    try (Vecgo writer = writer()) {
      Rows.insert(writer, 1, 2);
      writer.commit();
      try (ReaderProcess reader = reader()) {
        Sight first = reader.tell(Order.LOOK);
        assertThat(first.keys()).containsExactly("1", "2");
        assertThat(first.requests()).isEqualTo(REQUESTS_TO_OPEN + 1);
        Rows.insert(writer, 3);
        writer.delete("1");
        writer.commit();
        assertThat(reader.tell(Order.LOOK)).isEqualTo(new Sight(first.version(), first.keys(), 0));
        Sight second = reader.tell(Order.REFRESH);
        assertThat(second.keys()).containsExactly("2", "3");
        assertThat(second.version()).isEqualTo(writer.version());
      }
    }
  }

  @Test
  void readerFollowsThroughMergesAndVacuums() throws IOException {
    try (Vecgo writer = writer()) {
      Rows.insert(writer, 1);
      writer.commit();
      try (ReaderProcess reader = reader()) {
        for (int row = 2; row <= 4; row++) {
          Rows.insert(writer, row);
          writer.commit();
          writer.compact();
          writer.vacuum(RetentionPolicy.newest(1));
          Sight sight = reader.tell(Order.REFRESH);
          assertThat(sight.version()).isEqualTo(writer.version());
          assertThat(sight.keys()).hasSize(row);
        }
      }
    }
  }
}
