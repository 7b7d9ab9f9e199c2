package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.Health;
import io.vecgo.observe.Health.Check;
import io.vecgo.observe.HealthLimits;
import io.vecgo.store.FailingStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the figures come from by which health is judged. */
class HealthTest {
  private static final CreateOptions OPTIONS = CreateOptions.of(2, Metric.L2);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void searchesAreTimed() {
    try (Vecgo database = Vecgo.create(new MemoryStore(), OPTIONS)) {
      database.insert(VectorRecord.of(1, 2));
      List<Query> queries = Collections.nCopies(Health.SEARCHES_MIN - 1, Query.of(1, 2));
      database.searchAll(queries);
      assertThat(database.stats().searches().count()).isEqualTo(queries.size());
      database.search(Query.of(1, 2));
      HealthLimits impossible = new HealthLimits(1, 1, Duration.ofNanos(1), 1, DAY, 1);
      assertThat(database.health(impossible).problems())
          .extracting(Health.Finding::check)
          .containsExactly(Check.SEARCH_LATENCY);
    }
  }

  @Test
  void roomIsThatOfTheVolume(@TempDir Path directory) {
    try (Vecgo database = Vecgo.create(directory.resolve("db"), OPTIONS)) {
      DiskSpace disk = database.stats().disk().orElseThrow();
      assertThat(disk.usedBytes() + disk.usableBytes())
          .isBetween(1L, directory.toFile().getTotalSpace());
      HealthLimits impossible = new HealthLimits(1, Double.MIN_VALUE, DAY, 1, DAY, 1);
      assertThat(database.health(impossible).reason().orElseThrow().check()).isEqualTo(Check.DISK);
    }
  }

  @Test
  void storesInMemoryHaveNoVolume() {
    try (Vecgo database = Vecgo.create(new MemoryStore(), OPTIONS)) {
      assertThat(database.stats().disk()).isEmpty();
      assertThat(database.health().isHealthy()).isTrue();
    }
  }

  @Test
  void failedCommitIsAFindingUntilTheNextSucceeds() {
    FailingStore store = new FailingStore(new MemoryStore());
    try (Vecgo database = Vecgo.create(store, OPTIONS)) {
      database.insert(VectorRecord.of(1, 2));
      store.failAt(1, FailingStore.Failure.NOTHING_DONE);
      assertThatThrownBy(database::commit).isInstanceOf(StoreException.class);
      assertThat(database.health().problems())
          .extracting(Health.Finding::check)
          .containsExactly(Check.BACKGROUND_WORK);
      database.commit();
      assertThat(database.health().isHealthy()).isTrue();
    }
  }

  @Test
  void searchThatMeetsDamageIsAFinding(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("db");
    try (Vecgo database = Vecgo.create(path, OPTIONS)) {
      database.insertAll(Collections.nCopies(20_000, VectorRecord.of(1, 2)));
      database.commit();
    }
    Path segment = path.resolve("segment-1.bin");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[70_000] ^= 1; // in the vectors
    Files.write(segment, bytes);
    try (Vecgo database = Vecgo.open(path)) {
      assertThat(database.stats().background().corruptions()).isZero();
      assertThatThrownBy(() -> database.search(Query.of(1, 2).exact()))
          .isInstanceOf(CorruptException.class);
      assertThat(database.health().problems())
          .extracting(Health.Finding::check)
          .contains(Check.CORRUPTION);
      assertThat(database.stats().background().corruptions()).isEqualTo(1);
    }
  }
}
