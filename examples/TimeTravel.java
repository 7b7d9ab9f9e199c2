import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Old versions by number and time, going back, and letting go. */
public class TimeTravel {
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(2, Metric.L2))) {
      database.insert(VectorRecord.of(1, 1).withKey("first"));
      long before = database.commit().version();
      Instant then = Instant.now();
      database.delete("first");
      database.insert(VectorRecord.of(2, 2).withKey("second"));
      database.commit();

      show(directory, "by number", OpenOptions.defaults().atVersion(before));
      show(directory, "by time", OpenOptions.defaults().asOf(then));
      show(directory, "current", OpenOptions.defaults().readOnly());

      database.rollback(before); // a new version that equals the old one
      show(directory, "rolled back", OpenOptions.defaults().readOnly());
      int kept =
          database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO)).versionsKept();
      System.out.println("versions kept: " + kept);
    }
  }

  private static void show(Path directory, String what, OpenOptions options) {
    try (Vecgo reader = Vecgo.open(directory, options)) {
      String found =
          reader.search(Query.of(1, 1)).hits().getFirst().key().orElseThrow();
      System.out.println(what + ": " + found);
    }
  }
}
