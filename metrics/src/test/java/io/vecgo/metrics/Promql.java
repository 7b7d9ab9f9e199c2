package io.vecgo.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an expression, or a text with expressions in it, asks of Prometheus. */
final class Promql {
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(vecgo_[a-z_]+)\\b(?!:)(?:\\{([^}]*)})?(\\[[^]]+])?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=\\s*\"([^\"$]*)\"");
  private static final Pattern ALERT = Pattern.compile("(?m)^\\s*- alert: (\\w+)$");

  private Promql() {}

  /**
   * Series that are asked for.
   *
   * @param labels those that must have one value
   * @param rate whether their increase is asked for, which only counters have
   */
  record Selector(String name, Map<String, String> labels, boolean rate) {}

  static List<Selector> selectors(String text) {
    return SELECTOR.matcher(text).results().map(Promql::selector).toList();
  }

  private static Selector selector(MatchResult match) {
    Map<String, String> labels = new HashMap<>();
    Stream.ofNullable(match.group(2))
        .flatMap(matchers -> MATCHER.matcher(matchers).results())
        .forEach(label -> labels.put(label.group(1), label.group(2)));
    return new Selector(match.group(1), labels, match.group(3) != null);
  }

  static List<String> alerts(String rules) {
    List<String> alerts = new ArrayList<>();
    ALERT.matcher(rules).results().forEach(match -> alerts.add(match.group(1)));
    return alerts;
  }
}
