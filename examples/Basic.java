import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;

/** Insert, search, replace, delete, commit. */
public class Basic {
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    try (Vecgo database = Vecgo.openOrCreate(directory, CreateOptions.of(3, Metric.COSINE))) {
      database.upsert(VectorRecord.of(0.9f, 0.1f, 0.0f).withKey("cat").with("legs", 4));
      database.upsert(VectorRecord.of(0.8f, 0.3f, 0.1f).withKey("dog").with("legs", 4));
      database.upsert(VectorRecord.of(0.1f, 0.9f, 0.2f).withKey("hen").with("legs", 2));
      Query query = Query.of(1.0f, 0.2f, 0.0f).k(2).filter(Filter.eq("legs", 4));
      for (Hit hit : database.search(query).hits()) { // found before any commit
        System.out.printf("%s %.3f%n", hit.key().orElseThrow(), hit.score());
      }
      database.delete("cat");
      System.out.println("durable as version " + database.commit().version());
    }
  }
}
