import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.metrics.MicrometerObserver;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;

/** Metrics for Prometheus, and health. */
public class Observability {
  public static void main(String[] arguments) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OpenOptions options =
        OpenOptions.defaults().observedBy(new MicrometerObserver(registry, "products"));
    CreateOptions created = CreateOptions.of(2, Metric.L2);
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), created, options)) {
      for (int i = 0; i < 100; i++) {
        database.insert(VectorRecord.of(i, 1));
        database.search(Query.of(i, 1));
      }
      database.commit();
      registry // answer this to GET /metrics
          .scrape()
          .lines()
          .filter(line -> line.startsWith("vecgo_writes_total") || line.startsWith("vecgo_vectors"))
          .forEach(System.out::println);
      database.health().findings().forEach(System.out::println);
    }
  }
}
