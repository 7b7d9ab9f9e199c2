package io.vecgo.benchmarks.ann;

import java.util.List;
import java.util.stream.Stream;

/** In what state rows are while they are searched. */
sealed interface Mode {

  /** Vecgo's systems in this mode. */
  List<SystemUnderTest> systems();

  static Mode parse(String text) {
    return switch (text) {
      case "segment" -> new Segment();
      case "memtable" -> new Memtable();
      case "churn" -> new Churn();
      case "cold" -> new Cold();
      case String several when several.startsWith("segments:") ->
          new Segments(count(several.substring("segments:".length())));
      default ->
          throw new IllegalArgumentException(
              "mode=" + text + ": must be segment, memtable, segments:N, churn or cold");
    };
  }

  private static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= 1000) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // reported below
    }
    throw new IllegalArgumentException("segments=" + text + ": must be a number from 1 to 1000");
  }

  /** Committed at once. */
  record Segment() implements Mode {
    @Override
    public List<SystemUnderTest> systems() {
      return VecgoSystem.all();
    }

    @Override
    public String toString() {
      return "segment";
    }
  }

  /** Not committed. */
  record Memtable() implements Mode {
    @Override
    public List<SystemUnderTest> systems() {
      return List.of(new VecgoMemtable());
    }

    @Override
    public String toString() {
      return "memtable";
    }
  }

  /** Committed in several parts, and at once for comparison. */
  record Segments(int count) implements Mode {
    @Override
    public List<SystemUnderTest> systems() {
      return Stream.concat(VecgoSystem.all().stream(), Stream.of(VecgoSystem.inSegments(count)))
          .toList();
    }

    @Override
    public String toString() {
      return "segments:" + count;
    }
  }

  /** Replaced little by little. */
  record Churn() implements Mode {
    @Override
    public List<SystemUnderTest> systems() {
      return VecgoSystem.all();
    }

    @Override
    public String toString() {
      return "churn";
    }
  }

  /** Committed, and in no cache of the system. */
  record Cold() implements Mode {
    @Override
    public List<SystemUnderTest> systems() {
      return VecgoSystem.all();
    }

    @Override
    public String toString() {
      return "cold";
    }
  }
}
