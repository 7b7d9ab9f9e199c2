import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.testkit.FarStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * A database in an object store, made by one process and searched by others that keep blocks of
 * it in memory, or copies on their disks. The store is simulated, with 10 ms a request; S3Store.open is a real one.
 */
public class CloudTiered {
  private static final long CACHE_BYTES_IN_MEMORY = 8 << 20;
  private static final long CACHE_BYTES_ON_DISK = 1L << 30;

  private final FarStore bucket =
      new FarStore("bucket", new FarStore.Delay(Duration.ofMillis(10), 100_000_000));
  private final Path cache;

  private CloudTiered(Path cache) {
    this.cache = cache;
  }

  public static void main(String[] arguments) throws IOException {
    CloudTiered cloud = new CloudTiered(Path.of(arguments[0]));
    cloud.build();
    cloud.searchWithMemory();
    cloud.searchWithDisk("empty disk");
    cloud.searchWithDisk("after a restart");
  }

  private void build() {
    Random random = new Random(1);
    try (Vecgo database = Vecgo.create(bucket, CreateOptions.of(64, Metric.COSINE))) {
      for (int i = 0; i < 5_000; i++) {
        database.insert(VectorRecord.of(vector(random)));
      }
      database.commit();
    }
  }

  /** A node that only reads, with no disk: blocks of rows are kept in memory, within bounds. */
  private void searchWithMemory() {
    OpenOptions options = OpenOptions.defaults().readOnly().blockCacheSize(CACHE_BYTES_IN_MEMORY);
    try (Vecgo reader = open("memory", bucket, options)) {
      searchTwice("memory", reader);
      System.out.printf("memory, blocks read: %d%n", reader.stats().blockCache().misses());
    }
  }

  /** A node that keeps copies of segments on its disk: it can lose them, and any other has none. */
  private void searchWithDisk(String when) throws IOException {
    CachedStore tiered = CachedStore.over(bucket, cache, CACHE_BYTES_ON_DISK);
    try (Vecgo reader = open(when, tiered, OpenOptions.defaults().readOnly())) {
      searchTwice(when, reader);
      System.out.printf(
          "%s, segments: %d fetched, %d found%n",
          when, tiered.stats().misses(), tiered.stats().hits());
      reader.insert(VectorRecord.of(new float[64]));
    } catch (ReadOnlyException refused) {
      System.out.println("write refused: " + refused.getMessage());
    }
  }

  private void searchTwice(String when, Vecgo reader) {
    timed(when + ", first search", () -> reader.search(query()));
    timed(when + ", second search", () -> reader.search(query()));
  }

  private Vecgo open(String when, BlobStore store, OpenOptions options) {
    Vecgo[] opened = new Vecgo[1];
    bucket.requests();
    timed(when + ", open", () -> opened[0] = Vecgo.open(store, options));
    return opened[0];
  }

  private void timed(String what, Runnable step) {
    long start = System.nanoTime();
    step.run();
    double millis = (System.nanoTime() - start) / 1e6;
    System.out.printf("%s: %.1f ms, %d requests%n", what, millis, bucket.requests());
  }

  private static Query query() {
    return Query.of(vector(new Random(2))).k(10);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[64];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
