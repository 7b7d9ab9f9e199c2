package io.vecgo.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.observe.QueryStats;

/**
 * How many parts searches met, and how many of them they passed over by proof. Searches for which
 * every row of every part counts are left out: there is nothing to pass over.
 */
final class PruningMeters {
  private final Counter considered;
  private final Counter byStats;
  private final Counter byBloom;
  private final Counter byDistance;

  PruningMeters(MeterRegistry registry, Tags tags) {
    this.considered = registry.counter("vecgo.segments.considered", tags);
    this.byStats = pruned(registry, tags, "stats");
    this.byBloom = pruned(registry, tags, "bloom");
    this.byDistance = pruned(registry, tags, "distance");
    RecentShare share =
        new RecentShare(this::pruned, considered::count, registry.config().clock()::monotonicTime);
    Gauge.builder("vecgo.segments.pruned", share::value)
        .baseUnit("ratio")
        .tags(tags)
        .register(registry);
  }

  private static Counter pruned(MeterRegistry registry, Tags tags, String by) {
    return registry.counter("vecgo.segments.pruned", tags.and("by", by));
  }

  private double pruned() {
    return byStats.count() + byBloom.count() + byDistance.count();
  }

  void searched(QueryStats stats) {
    if (stats.parts().stream().anyMatch(PruningMeters::isNarrowed)) {
      considered.increment((double) partsWithRows(stats));
      byStats.increment(stats.segmentsPrunedByStats());
      byBloom.increment(stats.segmentsPrunedByBloom());
      byDistance.increment(stats.segmentsPrunedByDistance());
    }
  }

  private static long partsWithRows(QueryStats stats) {
    return stats.parts().stream().filter(part -> part.liveRows() > 0).count();
  }

  private static boolean isNarrowed(PartStats part) {
    return part.matchingRows() < part.liveRows() || part.reason() == Reason.PRUNED_BY_DISTANCE;
  }
}
