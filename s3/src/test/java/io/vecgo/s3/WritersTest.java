package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.ConflictException;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Writers of a database in an object store, where no lock keeps them apart. */
class WritersTest {
  private static final RetentionPolicy NEWEST_ONLY =
      RetentionPolicy.newest(1).withGracePeriod(Duration.ZERO);

  private final S3Location place = TestServer.newLocation();

  private BlobStore store() {
    return TestServer.store(place, TestServer.http());
  }

  private Vecgo open() {
    return Vecgo.open(store(), Rows.MANUAL);
  }

  private Vecgo reader() {
    return Vecgo.open(store(), OpenOptions.defaults().readOnly());
  }

  private void createWith(int... rows) {
    try (Vecgo database = Rows.create(store())) {
      Rows.insert(database, rows);
    }
  }

  private void assertIsThere(int... rows) {
    try (Vecgo reader = reader()) {
      Rows.assertHas(reader, rows);
    }
  }

  @Test
  void committedRowsAreThereForTheNextWriterAndForReaders() {
    createWith(1, 2, 3);
    try (Vecgo database = open()) {
      database.delete("2");
      Rows.insert(database, 4);
    }
    assertIsThere(1, 3, 4);
  }

  @Test
  void secondOfTwoWritersIsToldTheVersionOfTheFirstAndKeepsItsRows() {
    createWith(1);
    Vecgo first = open();
    Vecgo second = open();
    Rows.insert(first, 2);
    Rows.insert(second, 3, 4);
    first.commit();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(second::commit)
        .satisfies(conflict -> assertThat(conflict.version()).isEqualTo(first.version()));
    Rows.assertHas(second, 1, 3, 4);
    second.closeDiscarding();
    try (Vecgo again = open()) {
      Rows.insert(again, 3, 4);
    }
    assertIsThere(1, 2, 3, 4);
  }

  @Test
  void versionThatWasVacuumedIsNotPublishedAgainByAWriterThatWasStopped() {
    createWith(1);
    Vecgo stopped = open();
    Rows.insert(stopped, 100);
    try (Vecgo other = open()) {
      for (int row = 2; row <= 4; row++) {
        Rows.insert(other, row);
        other.commit();
      }
      other.compact();
      other.vacuum(NEWEST_ONLY);
      assertThatExceptionOfType(VecgoException.class).isThrownBy(stopped::commit);
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(stopped::commit)
          .satisfies(conflict -> assertThat(conflict.version()).isEqualTo(other.version()));
      assertThat(other.versions()).extracting(VersionInfo::number).containsExactly(other.version());
    }
    stopped.closeDiscarding();
    assertIsThere(1, 2, 3, 4);
  }

  @Test
  void readersGoOnWithinTheGracePeriodOfAVacuum() {
    createWith(1, 2);
    try (Vecgo reader = reader();
        Vecgo writer = open()) {
      Rows.insert(writer, 3);
      writer.commit();
      writer.compact();
      writer.vacuum(RetentionPolicy.newest(1));
      Rows.assertHas(reader, 1, 2);
      reader.refresh();
      Rows.assertHas(reader, 1, 2, 3);
    }
  }

  @Test
  void readerThatIsOlderThanTheGracePeriodIsToldAndCanRefresh() {
    createWith(1, 2);
    try (Vecgo reader = reader();
        Vecgo writer = open()) {
      Rows.insert(writer, 3);
      writer.commit();
      writer.compact();
      writer.vacuum(NEWEST_ONLY);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> Rows.assertHas(reader, 1, 2))
          .withMessageContaining("segment-");
      reader.refresh();
      Rows.assertHas(reader, 1, 2, 3);
    }
  }

  @Test
  void vacuumDeletesWhatNoVersionNames() throws Exception {
    createWith(1, 2);
    try (Vecgo writer = open();
        BlobStore store = store()) {
      Rows.insert(writer, 3);
      writer.delete("1");
      writer.commit();
      writer.compact();
      writer.vacuum(NEWEST_ONLY);
      assertThat(store.list("segment-")).hasSize(1);
      assertThat(store.list("tombstones-")).isEmpty();
      assertThat(store.list("manifest-")).hasSize(1);
    }
    assertIsThere(2, 3);
  }
}
