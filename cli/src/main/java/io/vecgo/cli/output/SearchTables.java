package io.vecgo.cli.output;

import io.vecgo.GroupedResult;
import io.vecgo.SearchResult;
import io.vecgo.cli.output.Style.Ink;
import io.vecgo.model.Hit;
import io.vecgo.model.HitGroup;
import io.vecgo.model.Schema;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.TextStats;
import java.util.List;

/** Tables of the hits of the first few queries, and the latency of all. */
public final class SearchTables implements SearchReport {
  private static final int TABLES_MAX = 3;

  private final Console console;
  private final HitTable hits;
  private final Detail detail;
  private final Latencies latencies = new Latencies();

  public SearchTables(Console console, Schema schema, Detail detail) {
    this.console = console;
    this.detail = detail;
    this.hits = new HitTable(console, schema);
  }

  @Override
  public void add(long number, SearchResult result) {
    latencies.add(result.stats().latency());
    if (number < TABLES_MAX) {
      hits.print("query " + number, result.hits());
      cost(result.stats()).lines().forEach(this::faint);
      console.println("");
    }
  }

  @Override
  public void addRange(long number, List<Hit> found) {
    String title = "query %d: %s".formatted(number, Figures.count(found.size(), "hit"));
    hits.print(title, found);
    console.println("");
  }

  @Override
  public void addGroups(long number, GroupedResult result) {
    for (HitGroup group : result.groups()) {
      hits.print("query " + number + ": " + MetadataText.of(group.value()), group.hits());
    }
    result.stats().stream().flatMap(stats -> cost(stats).lines()).forEach(this::faint);
    console.println("");
  }

  private void faint(String line) {
    console.println("  " + console.paint(Ink.FAINT, line));
  }

  private String cost(QueryStats stats) {
    return switch (detail) {
      case BRIEF -> brief(stats);
      case EXPLAINED -> stats.explain();
    };
  }

  private static String brief(QueryStats stats) {
    String hits = Figures.count(stats.hits(), "hit") + " in " + Figures.millis(stats.latency());
    return hits + vectors(stats) + texts(stats.text());
  }

  private static String vectors(QueryStats stats) {
    return stats.parts().isEmpty()
        ? ""
        : ", %s, %s"
            .formatted(
                Figures.count(stats.distanceComputations(), "distance"),
                Figures.count(stats.graphHops(), "graph hop"));
  }

  private static String texts(TextStats stats) {
    return stats.equals(TextStats.NONE)
        ? ""
        : ", %s, %d of %s read"
            .formatted(
                Figures.count(stats.terms(), "term"),
                stats.postingsRead(),
                Figures.count(stats.matchingPostings(), "posting"));
  }

  @Override
  public void end() {
    if (latencies.count() > TABLES_MAX) {
      console.println(
          "… and %s more; latency p50 %s, p99 %s over all %s"
              .formatted(
                  Figures.count(latencies.count() - TABLES_MAX),
                  Figures.millis(latencies.percentile(50)),
                  Figures.millis(latencies.percentile(99)),
                  Figures.count(latencies.count())));
    }
  }
}
