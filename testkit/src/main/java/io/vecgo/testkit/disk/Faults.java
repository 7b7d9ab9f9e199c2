package io.vecgo.testkit.disk;

import java.util.Optional;

/** Which operations go wrong, and how. Confined to one thread. */
final class Faults {
  private static final int NEVER = Integer.MAX_VALUE;

  private int first = NEVER;
  private int last = NEVER;
  private Fault fault = Fault.IO_ERROR;
  private int hits;

  /** Lets the operations of these numbers go wrong. */
  void plan(int firstOperation, int lastOperation, Fault how) {
    first = firstOperation;
    last = lastOperation;
    fault = how;
    hits = 0;
  }

  /** Lets nothing go wrong any more. */
  void heal() {
    plan(NEVER, NEVER, fault);
  }

  /** How many operations have gone wrong since {@link #plan}. */
  int hits() {
    return hits;
  }

  /** How an operation goes wrong, if it does. */
  Optional<Fault> of(int operation, OperationKind kind) {
    if (operation < first || operation > last || !fault.appliesTo(kind)) {
      return Optional.empty();
    }
    hits++;
    return Optional.of(fault);
  }
}
