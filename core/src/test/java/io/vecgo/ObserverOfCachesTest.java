package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The observer is told when something was fetched into a cache, and only then. */
class ObserverOfCachesTest {
  private static final int DIMENSION = 256;
  private static final int ROWS = 2_000;
  private static final int THREADS = 4;

  @TempDir private Path directory;
  private final Notes notes = new Notes();
  private List<float[]> vectors = List.of();

  /** What the caches had done when the observer was told. */
  private record Told(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {}

  private static final class Notes implements MetricsObserver {
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onCacheFetch(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {
      told.add(new Told(blocks, disk));
    }
  }

  @BeforeEach
  void fill() throws IOException {
    vectors = vectors();
    List<VectorRecord> records = vectors.stream().map(VectorRecord::of).toList();
    try (Vecgo database = Vecgo.create(local(), CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(records);
    }
  }

  private static List<float[]> vectors() {
    Random random = new Random(17);
    return Stream.generate(() -> vector(random)).limit(ROWS).toList();
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private BlobStore local() throws IOException {
    return LocalStore.open(directory.resolve("db"));
  }

  private Vecgo unmapped(MetricsObserver observer) throws IOException {
    return Vecgo.open(
        local(), OpenOptions.defaults().readOnly().withoutMapping().observedBy(observer));
  }

  private Query query(int row) {
    return Query.of(vectors.get(row)).k(10);
  }

  @Test
  void searchThatFetchesTellsWhatTheStatisticsSay() throws IOException {
    try (Vecgo database = unmapped(notes)) {
      database.search(query(7));
      BlockCacheStats blocks = database.stats().blockCache();
      assertThat(notes.told).containsExactly(new Told(blocks, Optional.empty()));
      assertThat(blocks.misses()).isPositive();
      assertThat(blocks.requests()).isPositive();
      assertThat(blocks.fetchedBytes()).isPositive();
    }
  }

  @Test
  void searchThatFindsAllInMemoryTellsNothing() throws IOException {
    try (Vecgo database = unmapped(notes)) {
      database.search(query(7));
      database.get(8);
      notes.told.clear();
      database.search(query(7));
      database.get(8);
      assertThat(notes.told).isEmpty();
    }
  }

  @Test
  void lookupThatFetchesTellsToo() throws IOException {
    try (Vecgo database = unmapped(notes)) {
      database.get(1);
      assertThat(notes.told).hasSize(1);
    }
  }

  @Test
  void searchesOfMappedFilesTellNothing() throws IOException {
    OpenOptions mapped = OpenOptions.defaults().readOnly().observedBy(notes);
    try (Vecgo database = Vecgo.open(local(), mapped)) {
      database.search(query(7));
      database.get(8);
      assertThat(notes.told).isEmpty();
    }
  }

  @Test
  void copyOnDiskIsToldWhenItWasFetched() throws IOException {
    OpenOptions options = OpenOptions.defaults().readOnly().observedBy(notes);
    BlobStore cached = CachedStore.over(local(), directory.resolve("copies"), 64 << 20);
    try (Vecgo database = Vecgo.open(cached, options)) {
      database.search(query(7));
      DiskCacheStats disk = database.stats().diskCache().orElseThrow();
      assertThat(notes.told).singleElement().extracting(Told::disk).isEqualTo(Optional.of(disk));
      assertThat(disk.misses()).isEqualTo(1);
      assertThat(disk.fetchedBytes()).isPositive();
      database.search(query(8));
      database.get(8);
      assertThat(notes.told).hasSize(1);
    }
  }

  @Test
  void failedSearchTellsWhatItFetched() throws IOException {
    damageEachVector();
    try (Vecgo database = unmapped(notes)) {
      assertThatThrownBy(() -> database.search(query(7))).isInstanceOf(CorruptException.class);
      assertThat(notes.told)
          .containsExactly(new Told(database.stats().blockCache(), Optional.empty()));
    }
  }

  private void damageEachVector() throws IOException {
    Path segment = directory.resolve("db/segment-1.bin");
    byte[] bytes = Files.readAllBytes(segment);
    for (int row = 0; row < ROWS; row++) {
      bytes[64 + row * DIMENSION * Float.BYTES] ^= 1;
    }
    Files.write(segment, bytes);
  }

  @Test
  void whatAStreamFetchedIsToldWithTheNextOperation() throws IOException {
    try (Vecgo database = unmapped(notes)) {
      try (Stream<StoredRecord> all = database.scan(Filter.all())) {
        assertThat(all).hasSize(ROWS);
      }
      assertThat(notes.told).isEmpty();
      long fetched = database.stats().blockCache().fetchedBytes();
      database.get(1);
      assertThat(notes.told)
          .singleElement()
          .matches(told -> told.blocks().fetchedBytes() >= fetched);
    }
  }

  @Test
  void largestTotalsThatManyThreadsTellAreTheLastOnes() throws Exception {
    OpenOptions small =
        OpenOptions.defaults()
            .readOnly()
            .withoutMapping()
            .blockCacheSize(1 << 20)
            .observedBy(notes);
    try (Vecgo database = Vecgo.open(local(), small)) {
      List<FutureTask<Boolean>> searches = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        searches.add(started(() -> search(database, first)));
      }
      for (FutureTask<Boolean> search : searches) {
        search.get(1, TimeUnit.MINUTES);
      }
      assertThat(notes.told.stream().mapToLong(told -> told.blocks().fetchedBytes()).max())
          .hasValue(database.stats().blockCache().fetchedBytes());
    }
  }

  private void search(Vecgo database, int first) {
    for (int row = first; row < ROWS; row += 10 * THREADS) {
      database.search(query(row));
    }
  }

  private static FutureTask<Boolean> started(Runnable work) {
    FutureTask<Boolean> task = new FutureTask<>(work, true);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** It is not told under a lock of a cache. */
  @Test
  void otherThreadsFetchWhileTheObserverIsTold() throws IOException {
    WaitingForAnother waiting = new WaitingForAnother();
    try (Vecgo database = unmapped(waiting)) {
      waiting.other = () -> database.get(ROWS);
      database.search(query(7));
      assertThat(waiting.calls).isPositive();
    }
  }

  /** Ends when another thread has looked something up. */
  private static final class WaitingForAnother implements MetricsObserver {
    private Runnable other = () -> {};
    private int calls;

    @Override
    public void onCacheFetch(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {
      calls++;
      if (calls == 1) {
        assertThat(started(other)).succeedsWithin(Duration.ofMinutes(1));
      }
    }
  }
}
