package io.vecgo.engine;

import java.time.Duration;

/**
 * A job that runs in the background when somebody asks for it, never beside itself, and again by
 * itself after a failure, with growing pauses. Whatever it throws, errors included, is reported and
 * ends nothing. Thread-safe.
 */
final class BackgroundJob implements AutoCloseable {
  private final Timetable timetable;
  private final Backoff backoff;
  private final Runnable work;
  private final Report report;
  private Step next = Step.IDLE; // guarded by this
  private int failures; // guarded by this
  private boolean closed; // guarded by this

  /** Told of each failure. */
  interface Report {
    /**
     * A run has failed.
     *
     * @param failures in a row, this one included
     * @param pause before the next try
     */
    void failed(Throwable failure, int failures, Duration pause);
  }

  private enum Step {
    IDLE,
    DUE,
    RUNNING,
    RUNNING_AND_DUE
  }

  BackgroundJob(Timetable timetable, Backoff backoff, Runnable work, Report report) {
    this.timetable = timetable;
    this.backoff = backoff;
    this.work = work;
    this.report = report;
  }

  /** Runs the job soon; after a failure, when its pause is over. */
  synchronized void request() {
    if (next == Step.IDLE) {
      schedule(Duration.ZERO);
    } else if (next == Step.RUNNING) {
      next = Step.RUNNING_AND_DUE;
    }
  }

  /** How long it is to the next try at most: zero if the last run did not fail. */
  synchronized Duration pause() {
    return failures == 0 ? Duration.ZERO : backoff.after(failures);
  }

  private synchronized void schedule(Duration pause) {
    if (!closed) {
      next = Step.DUE;
      timetable.after(pause, this::run);
    }
  }

  @SuppressWarnings("CatchingThrowable") // a job that ends for good is worse than any error
  private void run() {
    begin();
    try {
      work.run();
      succeeded();
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  private synchronized void begin() {
    next = Step.RUNNING;
  }

  private synchronized void succeeded() {
    failures = 0;
    if (next == Step.RUNNING_AND_DUE) {
      schedule(Duration.ZERO);
    } else {
      next = Step.IDLE;
    }
  }

  private void failed(Throwable failure) {
    int inARow;
    synchronized (this) {
      if (closed) {
        return; // it was close that ended the work
      }
      inARow = ++failures;
    }
    Duration pause = backoff.after(inARow);
    try {
      report.failed(failure, inARow, pause);
    } finally {
      schedule(pause);
    }
  }

  /** Starts no more runs; whoever calls this may end the one that goes on, which is no failure. */
  synchronized void stop() {
    closed = true;
  }

  /** Ends the run, unfinished, and starts no more. */
  @Override
  public void close() {
    stop();
    timetable.close();
  }
}
