package io.vecgo.model;

import java.time.Duration;

/**
 * A write was refused because there is no room for its rows until earlier ones are written out.
 * Nothing of it was done and nothing else is lost; reads go on. Try again later.
 */
public final class BackpressureException extends VecgoException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final Duration retryAfter;

  /** What there is too much of. */
  public enum Reason {
    /** Full memtables wait for a commit that is slow or fails. */
    FROZEN_MEMTABLES,
    /** All that shares a budget of memory has filled it. */
    MEMORY
  }

  public BackpressureException(Reason reason, Duration retryAfter, String message) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /** When it may be worth to try again: about when the next commit begins. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
