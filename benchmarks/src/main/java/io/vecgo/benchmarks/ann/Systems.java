package io.vecgo.benchmarks.ann;

import java.util.List;
import java.util.stream.Stream;

/** All systems by name. */
final class Systems {
  private Systems() {}

  /** Configurations of a peer: {@code lucene} or {@code jvector}. */
  static List<SystemUnderTest> peer(String name) {
    return switch (name) {
      case "lucene" -> LuceneSystem.all();
      case "jvector" -> JVectorSystem.all();
      default -> throw new IllegalArgumentException("peer=" + name + ": must be lucene or jvector");
    };
  }

  /** The system with this {@link SystemUnderTest#label}. */
  static SystemUnderTest labelled(String label, Mode mode) {
    return Stream.of(mode.systems(), LuceneSystem.all(), JVectorSystem.all())
        .flatMap(List::stream)
        .filter(system -> system.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("system=" + label + ": is not known"));
  }
}
