import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Many rows in batches, one commit, one segment. */
public class BulkLoad {
  private static final int DIMENSION = 32;
  private static final int BATCHES = 8;
  private static final int BATCH_ROWS = 500;

  public static void main(String[] arguments) {
    // One large memtable, no commits between: the segment takes over its graph.
    OpenOptions options = OpenOptions.defaults().memtableBytes(1L << 30).withoutAutomaticCompaction();
    CreateOptions created = CreateOptions.of(DIMENSION, Metric.L2);
    Random random = new Random(1);
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), created, options)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        database.insertAll(batch(random)); // on all cores; visible at once or not at all
      }
      database.commit();
      System.out.printf(
          "%,d rows in %d segment%n",
          database.stats().totalVectors(), database.stats().segmentCount());
      System.out.println(database.search(Query.of(vector(random)).k(5)).hits().size() + " hits");
    }
  }

  private static List<VectorRecord> batch(Random random) {
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < BATCH_ROWS; row++) {
      records.add(VectorRecord.of(vector(random)));
    }
    return records;
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
