package io.vecgo.cli.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** Metrics in the text form of Prometheus, read. */
public final class Exposition {
  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)(?: \\d+)?$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Series> series;

  private record Series(String name, Map<String, String> labels, double value) {}

  private Exposition(List<Series> series) {
    this.series = series;
  }

  /** Reads a text; lines that are not understood are left out. */
  public static Exposition of(String text) {
    return new Exposition(LINE.matcher(text).results().map(Exposition::series).toList());
  }

  private static Series series(MatchResult line) {
    Map<String, String> labels = new HashMap<>();
    if (line.group(2) != null) {
      LABEL
          .matcher(line.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return new Series(line.group(1), labels, number(line.group(3)));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.replace("Inf", "Infinity"));
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  /** The values of a label, in order. */
  public List<String> valuesOf(String label) {
    return series.stream()
        .filter(one -> one.labels().containsKey(label))
        .map(one -> one.labels().getOrDefault(label, ""))
        .distinct()
        .sorted()
        .toList();
  }

  /** The sum of all series of a name that have these labels; empty if there is none. */
  public OptionalDouble sum(String name, Map<String, String> labels) {
    return values(name, labels).average().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values(name, labels).sum());
  }

  private DoubleStream values(String name, Map<String, String> labels) {
    return matching(name, labels).stream().mapToDouble(Series::value);
  }

  private List<Series> matching(String name, Map<String, String> labels) {
    return series.stream()
        .filter(one -> one.name().equals(name))
        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  /**
   * A quantile of what a histogram has counted since an earlier reading: the upper bound of its
   * bucket; empty if nothing was counted.
   */
  public OptionalDouble quantile(
      String histogram, Map<String, String> labels, double quantile, Exposition before) {
    Map<Double, Double> counts = new TreeMap<>(buckets(histogram, labels));
    before
        .buckets(histogram, labels)
        .forEach((bound, count) -> counts.merge(bound, -count, Double::sum));
    double all = counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return all <= 0
        ? OptionalDouble.empty()
        : counts.entrySet().stream()
            .filter(bucket -> bucket.getValue() >= quantile * all)
            .mapToDouble(Map.Entry::getKey)
            .findFirst();
  }

  private Map<Double, Double> buckets(String histogram, Map<String, String> labels) {
    Map<Double, Double> buckets = new TreeMap<>();
    for (Series one : matching(histogram + "_bucket", labels)) {
      buckets.merge(number(one.labels().getOrDefault("le", "")), one.value(), Double::sum);
    }
    return buckets;
  }
}
