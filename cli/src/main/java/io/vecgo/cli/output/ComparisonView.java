package io.vecgo.cli.output;

import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.VersionComparison;
import io.vecgo.observe.VersionComparison.Difference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How two versions differ, as tables or as a JSON object. */
public final class ComparisonView {
  private static final int QUERIES_MAX = 10;

  private ComparisonView() {}

  public static void print(VersionComparison comparison, int k, Console console) {
    facts(comparison, k).print(console);
    List<Integer> changed = mostChanged(comparison.queries());
    if (!changed.isEmpty()) {
      console.println("");
      differences(comparison.queries(), changed).print(console);
    }
    if (!comparison.between().isEmpty()) {
      console.println("");
      VersionsView.print(comparison.between(), console);
    }
  }

  private static Facts facts(VersionComparison comparison, int k) {
    return new Facts()
        .add("compared", "version " + comparison.after().number())
        .add("with", "version " + comparison.before().number())
        .add("overlap@" + k, share(comparison.overlap()))
        .add(
            "same ids",
            "%s of %s"
                .formatted(
                    Figures.count(comparison.unchanged()),
                    Figures.count(comparison.queries().size(), "query", "queries")))
        .add("gained", Figures.count(comparison.gained(), "id"))
        .add("lost", Figures.count(comparison.lost(), "id"))
        .add("largest drift", number(comparison.maxDrift()));
  }

  /** The queries that differ, those with the least overlap first. */
  private static List<Integer> mostChanged(List<Difference> queries) {
    return IntStream.range(0, queries.size())
        .filter(i -> queries.get(i).overlap() < 1 || queries.get(i).maxDrift() > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> queries.get(i).overlap()))
        .limit(QUERIES_MAX)
        .toList();
  }

  private static Table differences(List<Difference> queries, List<Integer> chosen) {
    Table table =
        new Table(
            Column.right("query"),
            Column.right("overlap"),
            Column.right("drift"),
            Column.left("gained"),
            Column.left("lost"));
    for (int i : chosen) {
      Difference query = queries.get(i);
      table.add(
          Figures.count(i),
          share(query.overlap()),
          number(query.maxDrift()),
          query.gained().toString(),
          query.lost().toString());
    }
    return table;
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  public static Map<String, Object> json(VersionComparison comparison) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("before", VersionsView.json(comparison.before()));
    object.put("after", VersionsView.json(comparison.after()));
    object.put("overlap", comparison.overlap());
    object.put("gained", comparison.gained());
    object.put("lost", comparison.lost());
    object.put("maxDrift", comparison.maxDrift());
    object.put("between", comparison.between().stream().map(VersionsView::json).toList());
    object.put("queries", comparison.queries().stream().map(ComparisonView::json).toList());
    return object;
  }

  private static Map<String, Object> json(Difference query) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("overlap", query.overlap());
    object.put("gained", query.gained());
    object.put("lost", query.lost());
    object.put("meanDrift", query.meanDrift());
    object.put("maxDrift", query.maxDrift());
    return object;
  }
}
