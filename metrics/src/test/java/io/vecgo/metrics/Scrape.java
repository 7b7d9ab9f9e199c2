package io.vecgo.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What Prometheus sees, taken apart. */
record Scrape(Map<String, String> typeOfFamily, List<Series> series) {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** One line. */
  record Series(String name, Map<String, String> labels, double value) {}

  static Scrape of(String text) {
    Map<String, String> types = new TreeMap<>();
    TYPE.matcher(text).results().forEach(match -> types.put(match.group(1), match.group(2)));
    return new Scrape(types, SERIES.matcher(text).results().map(Scrape::series).toList());
  }

  private static Series series(MatchResult match) {
    Map<String, String> labels = new HashMap<>();
    if (match.group(2) != null) {
      LABEL
          .matcher(match.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return new Series(
        match.group(1), labels, Double.parseDouble(match.group(3).replace("Inf", "Infinity")));
  }

  /** The names of all lines. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    series.forEach(one -> names.add(one.name()));
    return names;
  }

  /** Whether there is a line of this name with at least these labels. */
  boolean has(String name, Map<String, String> labels) {
    return series.stream().anyMatch(one -> is(one, name, labels));
  }

  /** The value of the only line of this name with at least these labels. */
  double value(String name, String... labels) {
    Map<String, String> wanted = new HashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    List<Series> found = series.stream().filter(one -> is(one, name, wanted)).toList();
    if (found.size() != 1) {
      throw new AssertionError(name + wanted + ": found " + found);
    }
    return found.getFirst().value();
  }

  private static boolean is(Series one, String name, Map<String, String> labels) {
    return one.name().equals(name) && one.labels().entrySet().containsAll(labels.entrySet());
  }
}
