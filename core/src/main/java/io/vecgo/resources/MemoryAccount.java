package io.vecgo.resources;

import io.vecgo.observe.MemoryUse;
import java.util.Map;

/** What one database takes of a budget. Thread-safe. */
public final class MemoryAccount {
  private final MemoryBudget budget;
  private final UseCounts byUse = new UseCounts();

  MemoryAccount(MemoryBudget budget) {
    this.budget = budget;
  }

  /** An account that only counts. */
  public static MemoryAccount unlimited() {
    return MemoryBudget.unlimited().newAccount();
  }

  public MemoryBudget budget() {
    return budget;
  }

  /** Memory that something takes, none as yet. */
  public MemoryCharge charge(MemoryUse use) {
    return new MemoryCharge(this, use);
  }

  /** Bytes that are there for a use. */
  public long bytes(MemoryUse use) {
    return byUse.get(use);
  }

  /** Bytes that are there, by what for. */
  public Map<MemoryUse, Long> byUse() {
    return byUse.toMap();
  }

  void change(MemoryUse use, long bytes) {
    byUse.add(use, bytes);
    budget.change(use, bytes);
  }
}
