package io.vecgo.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vecgo.observe.MetricsObserver.Backpressure;
import io.vecgo.observe.MetricsObserver.Operation;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes that had to wait for background work, and background work that failed. */
final class BackgroundMeters {
  private static final Set<Operation> IN_BACKGROUND =
      EnumSet.of(Operation.COMMIT, Operation.COMPACTION, Operation.VACUUM);

  private final Counter waited;
  private final Counter refused;
  private final Map<Operation, Counter> failures = new EnumMap<>(Operation.class);

  BackgroundMeters(MeterRegistry registry, Tags tags) {
    this.waited = registry.counter("vecgo.backpressure.events", tags);
    this.refused = registry.counter("vecgo.backpressure.refused", tags);
    for (Operation operation : IN_BACKGROUND) {
      String op = operation.name().toLowerCase(Locale.ROOT);
      failures.put(operation, registry.counter("vecgo.background.failures", tags.and("op", op)));
    }
  }

  void waited(Backpressure outcome) {
    waited.increment();
    if (outcome == Backpressure.REFUSED) {
      refused.increment();
    }
  }

  void failed(Operation operation) {
    Optional.ofNullable(failures.get(operation)).ifPresent(Counter::increment);
  }
}
