package io.vecgo.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** A histogram of latencies for each operation and outcome. */
final class OperationTimers {
  private static final String NAME = "vecgo.operation.latency";

  /**
   * Bounds of buckets, from 10 microseconds to 50 seconds in steps of 1, 2, 5. 100 milliseconds is
   * one of them: the alert of slow searches compares with it.
   */
  private static final Duration[] BUCKETS =
      LongStream.iterate(10, micros -> micros < 100_000_000, micros -> micros * 10)
          .flatMap(decade -> LongStream.of(decade, 2 * decade, 5 * decade))
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private final Map<Operation, Timer> succeeded;
  private final Map<Operation, Timer> failed;

  OperationTimers(MeterRegistry registry, Tags tags) {
    this.succeeded = timers(registry, tags.and("status", "success"));
    this.failed = timers(registry, tags.and("status", "error"));
  }

  private static Map<Operation, Timer> timers(MeterRegistry registry, Tags tags) {
    Map<Operation, Timer> timers = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      Timer timer =
          Timer.builder(NAME)
              .tags(tags.and("op", operation.name().toLowerCase(Locale.ROOT)))
              .serviceLevelObjectives(Arrays.copyOf(BUCKETS, BUCKETS.length))
              .register(registry);
      timers.put(operation, timer);
    }
    return timers;
  }

  void succeeded(Operation operation, Duration latency) {
    timer(succeeded, operation).record(latency);
  }

  void failed(Operation operation, Duration latency) {
    timer(failed, operation).record(latency);
  }

  private static Timer timer(Map<Operation, Timer> timers, Operation operation) {
    return Objects.requireNonNull(timers.get(operation)); // there is one for each
  }
}
