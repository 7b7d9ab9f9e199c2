import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.SearchResult;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.time.Duration;

/** What a search did, what it cost, and which searches are slow. */
public class Explain {
  public static void main(String[] arguments) {
    OpenOptions options =
        OpenOptions.defaults()
            .withoutAutomaticCompaction()
            .slowQueries(
                Duration.ofMillis(100), slow -> System.out.println("slow: " + slow.explain()));
    CreateOptions created = CreateOptions.of(2, Metric.L2);
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), created, options)) {
      for (int year = 2020; year < 2024; year++) {
        for (int day = 0; day < 100; day++) {
          database.insert(VectorRecord.of(day, year).with("year", year));
        }
        database.commit(); // a segment for each year
      }
      SearchResult result =
          database.search(Query.of(7, 2021).k(3).filter(Filter.eq("year", 2021)));
      System.out.println("segments pruned: " + result.stats().segmentsPrunedByStats());
      System.out.println("vectors compared: " + result.stats().vectorsScanned());
      System.out.println(result.stats().explain());
    }
  }
}
