package io.vecgo.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that is there while it has something to do. Thread-safe. */
final class BackgroundThread implements Timetable {
  private static final int IDLE_SECONDS_MAX = 10;

  private final ScheduledThreadPoolExecutor executor;

  BackgroundThread(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(name).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setKeepAliveTime(IDLE_SECONDS_MAX, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // jobs report their failures themselves
  public void after(Duration pause, Runnable task) {
    executor.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
