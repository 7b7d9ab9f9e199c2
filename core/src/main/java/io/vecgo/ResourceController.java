package io.vecgo;

import io.vecgo.engine.Resources;
import io.vecgo.observe.ResourceUsage;
import io.vecgo.resources.MemoryBudget;
import io.vecgo.resources.WorkerPermits;
import io.vecgo.store.ByteRate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Memory, background workers and writing that databases of one process share: give it to each of
 * them by {@link OpenOptions#resources}. While memory is short, rows are committed early and caches
 * shrink; if that is not enough, writes wait, and get a {@link
 * io.vecgo.model.BackpressureException} after their patience. Reads go on. It need not be closed.
 * Thread-safe.
 */
public final class ResourceController {
  private final Resources resources;

  public ResourceController(ResourceLimits limits) {
    this(limits, ByteRate.Time.system());
  }

  ResourceController(ResourceLimits limits, ByteRate.Time time) {
    OptionalInt workers = limits.workers();
    OptionalLong writes = limits.writes();
    this.resources =
        new Resources(
            new MemoryBudget(limits.memory()),
            workers.isPresent() ? new WorkerPermits(workers.getAsInt()) : WorkerPermits.unlimited(),
            writes.isPresent()
                ? Optional.of(new ByteRate(writes.getAsLong(), time))
                : Optional.empty());
  }

  /** What is taken now, by all databases together. */
  public ResourceUsage usage() {
    MemoryBudget memory = resources.memory();
    return new ResourceUsage(
        memory.byUse(),
        memory.usedBytes(),
        memory.reservedBytes(),
        memory.mostBytes(),
        memory.isLimited() ? OptionalLong.of(memory.limits().bytes()) : OptionalLong.empty(),
        resources.workers().busy());
  }

  Resources resources() {
    return resources;
  }
}
