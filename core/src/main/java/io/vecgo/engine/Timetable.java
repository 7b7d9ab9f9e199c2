package io.vecgo.engine;

import java.time.Duration;

/** When background jobs run, and on what. */
interface Timetable extends AutoCloseable {
  /** Runs a task later, one after the other. After {@link #close} nothing happens. */
  void after(Duration pause, Runnable task);

  /** Drops the tasks that wait, interrupts the one that runs and returns when it has ended. */
  @Override
  void close();
}
