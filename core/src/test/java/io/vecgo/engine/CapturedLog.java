package io.vecgo.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A logger that keeps its lines, and takes them apart as a program would. */
final class CapturedLog implements System.Logger {
  private static final Pattern PAIR =
      Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))(?: |$)");

  private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

  /** One line, whose text is pairs of key and value and nothing else. */
  record Line(Level level, String text, @Nullable Throwable thrown) {
    Map<String, String> pairs() {
      Map<String, String> pairs = new LinkedHashMap<>();
      Matcher matcher = PAIR.matcher(text);
      int end = 0;
      while (end < text.length() && matcher.find(end) && matcher.start() == end) {
        String quoted = matcher.group(2);
        String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
        if (pairs.put(matcher.group(1), value) != null) {
          throw new AssertionError("twice " + matcher.group(1) + ": " + text);
        }
        end = matcher.end();
      }
      if (end < text.length()) {
        throw new AssertionError("not a pair at " + end + ": " + text);
      }
      return pairs;
    }

    String event() {
      return get("event");
    }

    String get(String key) {
      String value = pairs().get(key);
      if (value == null) {
        throw new AssertionError("no " + key + ": " + text);
      }
      return value;
    }
  }

  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Level and name of each event. */
  List<String> events() {
    return lines().stream().map(line -> line.level() + " " + line.event()).toList();
  }

  /** The only line of an event. */
  Line only(String event) {
    List<Line> found = lines().stream().filter(line -> line.event().equals(event)).toList();
    if (found.size() != 1) {
      throw new AssertionError(event + ": " + found);
    }
    return found.getFirst();
  }

  void clear() {
    lines.clear();
  }

  @Override
  public String getName() {
    return "captured";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable t) {
    lines.add(new Line(level, String.valueOf(text), t));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Object @Nullable ... parameters) {
    lines.add(new Line(level, String.valueOf(text), null));
  }
}
