package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.Health;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingReader;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database read through blocks of which one is damaged, or cannot be read for a while. */
class BlockDamageTest {
  private static final int DIMENSION = 128;
  private static final int ROWS = 3_000;
  private static final int ROWS_PER_BLOCK = 64 * 1024 / (DIMENSION * Float.BYTES);
  private static final int BLOCK = 3;
  private static final int HEADER_BYTES = 64;
  private static final OpenOptions PAGED = OpenOptions.defaults().readOnly().withoutMapping();

  @TempDir private Path directory;
  private final Random random = new Random(7);

  @BeforeEach
  void fill() {
    List<VectorRecord> records = new ArrayList<>(ROWS);
    for (int row = 0; row < ROWS; row++) {
      records.add(
          VectorRecord.of(around(row / ROWS_PER_BLOCK == BLOCK ? 100 : 0))
              .withKey("key " + row)
              .withPayload("payload".getBytes(StandardCharsets.UTF_8)));
    }
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(records);
    }
  }

  private float[] around(float place) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = place + (float) random.nextGaussian();
    }
    return vector;
  }

  private void damageBlock() throws IOException {
    flip(directory.resolve("segment-1.bin"), HEADER_BYTES + (long) BLOCK * 64 * 1024 + 100);
  }

  private static void flip(Path damaged, long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 1);
    }
  }

  @Test
  void searchThatReadsADamagedBlockFailsAndOneThatDoesNotIsServed() throws IOException {
    damageBlock();
    try (Vecgo database = Vecgo.open(directory, PAGED)) {
      Query far = Query.of(around(100)).k(5);
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(CorruptException.class)
            .isThrownBy(() -> database.search(far))
            .satisfies(damage -> {
              assertThat(damage.file()).isEqualTo("segment-1.bin");
              assertThat(damage.section()).isEqualTo("VECTORS");
            });
      }
      assertThat(database.search(Query.of(around(0)).k(5)).hits()).hasSize(5);
      assertThat(database.health().problems())
          .extracting(Health.Finding::check)
          .containsExactly(Health.Check.CORRUPTION);
    }
  }

  @Test
  void recordOfADamagedBlockIsRefusedAndItsNeighboursAreNot() throws IOException {
    damageBlock();
    try (Vecgo database = Vecgo.open(directory, PAGED)) {
      long damaged = (long) BLOCK * ROWS_PER_BLOCK + 1; // ids begin with 1
      assertThat(database.get(damaged - 1)).isPresent();
      assertThat(database.get(damaged + ROWS_PER_BLOCK)).isPresent();
      assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> database.get(damaged));
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> database.get("key " + damaged));
    }
  }

  /** What is fetched ahead may be damaged: that is no failure of those who do not read it. */
  @Test
  void damageBehindWhatIsReadDisturbsNobody() throws IOException {
    Path other = directory.resolve("other");
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      byte[] payload = ("payload " + row + " of many").repeat(500).getBytes(StandardCharsets.UTF_8);
      records.add(VectorRecord.of(around(0)).withPayload(payload));
    }
    try (Vecgo database = Vecgo.create(other, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(records);
    }
    Path file = other.resolve("segment-1.bin");
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    flip(file, bytes.indexOf("payload 20 of many"));
    Query query = Query.of(around(0)).returning(Query.Returned.PAYLOAD);
    try (Vecgo database = Vecgo.open(other, PAGED);
        Stream<Hit> first = database.searchRange(query, Float.MAX_VALUE);
        Stream<Hit> all = database.searchRange(query, Float.MAX_VALUE)) {
      assertThat(first.limit(5)).hasSize(5);
      assertThatExceptionOfType(CorruptException.class).isThrownBy(all::toList);
    }
  }

  /** A store whose blobs cannot be read while it is out of reach. */
  private static final class Reachable extends ForwardingStore {
    private volatile boolean isOutOfReach;

    Reachable(BlobStore inner) {
      super(inner);
    }

    @Override
    public BlobReader open(BlobInfo known) throws IOException {
      return new ForwardingReader(super.open(known)) {
        @Override
        public void read(long offset, MemorySegment target) throws IOException {
          if (isOutOfReach) {
            throw new IOException("out of reach");
          }
          super.read(offset, target);
        }
      };
    }
  }

  @Test
  void searchesAndRecordsAreThereAgainWhenTheStoreIs() throws IOException {
    Query query = Query.of(around(0)).k(5);
    List<Hit> expected;
    try (Vecgo database = Vecgo.open(directory, PAGED)) {
      expected = database.search(query).hits();
    }
    Reachable store = new Reachable(LocalStore.open(directory));
    store.isOutOfReach = true;
    try (Vecgo database = Vecgo.open(store, PAGED)) {
      assertThatExceptionOfType(StoreException.class) // the index
          .isThrownBy(() -> database.search(query))
          .withStackTraceContaining("out of reach");
      store.isOutOfReach = false;
      database.search(Query.of(around(100)).k(5));
      store.isOutOfReach = true;
      assertThatExceptionOfType(StoreException.class) // rows
          .isThrownBy(() -> database.search(query))
          .withMessageContaining("segment-1.bin")
          .withStackTraceContaining("out of reach");
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> database.get(2_000));
      store.isOutOfReach = false;
      assertThat(database.search(query).hits())
          .extracting(Hit::id)
          .isEqualTo(expected.stream().map(Hit::id).toList());
      assertThat(database.get(2_000)).isPresent();
    }
  }
}
