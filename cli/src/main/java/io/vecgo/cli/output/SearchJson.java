package io.vecgo.cli.output;

import io.vecgo.GroupedResult;
import io.vecgo.SearchResult;
import io.vecgo.model.Hit;
import io.vecgo.model.HitGroup;
import io.vecgo.observe.QueryStats;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One JSON object per line for each query. */
public final class SearchJson implements SearchReport {
  private final PrintWriter out;
  private final Detail detail;

  public SearchJson(PrintWriter out, Detail detail) {
    this.out = out;
    this.detail = detail;
  }

  @Override
  public void add(long number, SearchResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("query", number);
    object.put("hits", result.hits().stream().map(SearchJson::hit).toList());
    object.put("stats", stats(result.stats()));
    if (detail == Detail.EXPLAINED) {
      object.put("explain", result.stats().explain());
    }
    out.println(JsonValues.line(object));
  }

  @Override
  public void addRange(long number, List<Hit> hits) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("query", number);
    object.put("hits", hits.stream().map(SearchJson::hit).toList());
    out.println(JsonValues.line(object));
  }

  @Override
  public void addGroups(long number, GroupedResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("query", number);
    object.put("groups", result.groups().stream().map(SearchJson::group).toList());
    object.put("stats", result.stats().stream().map(SearchJson::stats).toList());
    if (detail == Detail.EXPLAINED) {
      object.put("explain", result.stats().stream().map(QueryStats::explain).toList());
    }
    out.println(JsonValues.line(object));
  }

  private static Map<String, @Nullable Object> group(HitGroup group) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("value", JsonValues.of(group.value()));
    object.put("hits", group.hits().stream().map(SearchJson::hit).toList());
    return object;
  }

  private static Map<String, @Nullable Object> hit(Hit hit) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", hit.id());
    object.put("key", hit.key().orElse(null));
    object.put("score", hit.score());
    hit.byVector().ifPresent(place -> object.put("byVector", place(place)));
    hit.byText().ifPresent(place -> object.put("byText", place(place)));
    return object;
  }

  private static Map<String, Object> place(Hit.Place place) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rank", place.rank());
    object.put("score", place.score());
    return object;
  }

  private static Map<String, Object> stats(QueryStats stats) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("segmentsSearched", stats.segmentsSearched());
    object.put("segmentsPrunedByStats", stats.segmentsPrunedByStats());
    object.put("segmentsPrunedByBloom", stats.segmentsPrunedByBloom());
    object.put("segmentsPrunedByDistance", stats.segmentsPrunedByDistance());
    object.put("vectorsScanned", stats.vectorsScanned());
    object.put("distanceComputations", stats.distanceComputations());
    object.put("graphHops", stats.graphHops());
    object.put("candidates", stats.work().candidates());
    object.put("reranked", stats.reranked());
    object.put("bytesRead", stats.work().bytesRead());
    object.put("textTerms", stats.text().terms());
    object.put("postingsRead", stats.text().postingsRead());
    object.put("latencyMicros", TimeUnit.NANOSECONDS.toMicros(stats.latency().toNanos()));
    object.put("costEstimate", stats.costEstimate());
    return object;
  }

  @Override
  public void end() {
    out.flush();
  }
}
