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
 * A database in an object store, made by one process and searched by others that keep copies on
 * their disks. The store is simulated, with 10 ms a request; S3Store.open is a real one.
 */
public class CloudTiered {
  private static final long CACHE_BYTES = 1L << 30;

  private final FarStore bucket =
      new FarStore("bucket", new FarStore.Delay(Duration.ofMillis(10), 100_000_000));
  private final Path cache;

  private CloudTiered(Path cache) {
    this.cache = cache;
  }

  public static void main(String[] arguments) throws IOException {
    CloudTiered cloud = new CloudTiered(Path.of(arguments[0]));
    cloud.build();
    cloud.search("empty cache");
    cloud.search("after a restart");
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

  /** What a node does that only reads: it needs no state but the cache, and can lose that. */
  private void search(String when) throws IOException {
    CachedStore tiered = CachedStore.over(bucket, cache, CACHE_BYTES);
    bucket.requests();
    try (Vecgo reader = open(when, tiered)) {
      timed(when + ", first search", () -> reader.search(query()));
      timed(when + ", second search", () -> reader.search(query()));
      System.out.printf(
          "%s, the cache: %d segments fetched, %d found%n",
          when, tiered.stats().misses(), tiered.stats().hits());
      reader.insert(VectorRecord.of(new float[64]));
    } catch (ReadOnlyException refused) {
      System.out.println("write refused: " + refused.getMessage());
    }
  }

  private Vecgo open(String when, BlobStore store) {
    Vecgo[] opened = new Vecgo[1];
    timed(when + ", open", () -> opened[0] = Vecgo.open(store, OpenOptions.defaults().readOnly()));
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
