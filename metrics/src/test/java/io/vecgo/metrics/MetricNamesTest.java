package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.ResourceController;
import io.vecgo.ResourceLimits;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules, dashboard and documents name is exported, with the right type and labels. */
class MetricNamesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(vecgo_[a-z_]+)` \\| (counter|gauge|histogram) \\|([^|]*)\\|");

  private Scrape scrape = new Scrape(Map.of(), List.of());

  @BeforeEach
  void demo(@TempDir Path directory, @TempDir Path copies) throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Vecgo.create(directory, CreateOptions.of(2, Metric.L2)).close();
    ResourceLimits limits = ResourceLimits.none().memoryBytes(ResourceLimits.MEMORY_BYTES_MIN);
    OpenOptions options =
        OpenOptions.defaults()
            .resources(new ResourceController(limits))
            .observedBy(new MicrometerObserver(registry, "db"));
    BlobStore cached =
        CachedStore.over(LocalStore.open(directory), copies.resolve("copies"), 1 << 20);
    try (Vecgo database = Vecgo.open(cached, options)) {
      database.insert(VectorRecord.of(1, 2));
      database.search(Query.of(1, 2));
      scrape = Scrape.of(registry.scrape());
    }
  }

  private void isExported(String where, String expression) {
    List<Promql.Selector> selectors = Promql.selectors(expression);
    assertThat(selectors).as(where).isNotEmpty();
    for (Promql.Selector selector : selectors) {
      assertThat(scrape.has(selector.name(), selector.labels()) || isHistogram(selector))
          .as(where + ": " + selector)
          .isTrue();
      assertThat(isCounter(selector.name()) || !selector.rate())
          .as(where + ": rates are of counters: " + selector)
          .isTrue();
    }
  }

  /** Texts name histograms as a whole, of which Prometheus has series with endings. */
  private boolean isHistogram(Promql.Selector selector) {
    return "histogram".equals(scrape.typeOfFamily().get(selector.name()))
        && scrape.has(selector.name() + "_count", selector.labels());
  }

  private boolean isCounter(String name) {
    return name.endsWith("_total") || name.matches(".*_seconds_(bucket|count|sum)");
  }

  @Test
  void whatAlertRulesNameIsExported() throws IOException {
    String rules = ShippedFile.RULES.text().replaceAll("(?m)^\\s*(#|summary:|description:).*", "");
    isExported("rules", rules);
  }

  @Test
  void whatTheDashboardNamesIsExported() throws IOException {
    Map<String, Object> dashboard = JSON.std.mapFrom(ShippedFile.DASHBOARD.text());
    List<String> expressions = new ArrayList<>();
    collectExpressions(dashboard, expressions);
    assertThat(expressions).hasSizeGreaterThan(10);
    expressions.forEach(expression -> isExported("dashboard", expression));
  }

  private static void collectExpressions(Object json, List<String> expressions) {
    if (json instanceof Map<?, ?> object) {
      if (object.get("expr") instanceof String expression) {
        expressions.add(expression);
      }
      object.values().forEach(value -> collectExpressions(value, expressions));
    } else if (json instanceof List<?> elements) {
      elements.forEach(element -> collectExpressions(element, expressions));
    }
  }

  @Test
  void whatDocumentsNameIsExported() throws IOException {
    isExported("monitoring.md", Files.readString(DOCS.resolve("guide/monitoring.md")));
    isExported("operations.md", Files.readString(DOCS.resolve("operations.md")));
  }

  /** The table of the guide is complete: names, types and labels. */
  @Test
  void guideListsWhatIsExported() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    ROW.matcher(Files.readString(DOCS.resolve("guide/monitoring.md")))
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2) + labels(row.group(3))));
    Map<String, String> exported = new TreeMap<>();
    scrape.typeOfFamily().forEach((family, type) -> exported.put(family, type + labelsOf(family)));
    exported.remove("vecgo_operation_latency_seconds_max"); // Micrometer adds it to each timer
    assertThat(listed).isEqualTo(exported);
  }

  private static Set<String> labels(String cell) {
    Set<String> labels = new TreeSet<>(Arrays.asList(cell.replace("`", "").trim().split(",? +")));
    labels.remove("");
    return labels;
  }

  private Set<String> labelsOf(String family) {
    Set<String> labels = new TreeSet<>();
    scrape.series().stream()
        .filter(one -> one.name().equals(family) || one.name().equals(family + "_count"))
        .forEach(one -> labels.addAll(one.labels().keySet()));
    labels.remove("database");
    return labels;
  }
}
