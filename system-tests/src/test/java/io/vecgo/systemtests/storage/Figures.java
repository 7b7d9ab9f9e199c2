package io.vecgo.systemtests.storage;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Counts what the proof has tried, and prints the table when all tests have run. Tests that ask for
 * one get the same. Thread-safe.
 */
final class Figures implements AutoCloseable {
  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

  /** Adds to a figure. */
  void add(String figure, long count) {
    counts.computeIfAbsent(figure, _ -> new AtomicLong()).addAndGet(count);
  }

  @Override
  public void close() {
    StringBuilder table = new StringBuilder("\nCases tried of the storage engine\n");
    counts.forEach((figure, count) -> table.append("%,12d  %s%n".formatted(count.get(), figure)));
    System.out.println(table);
  }

  /** Hands out the figures of this run. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Figures.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Figures.class))
          .computeIfAbsent(Figures.class, _ -> new Figures(), Figures.class);
    }
  }
}
