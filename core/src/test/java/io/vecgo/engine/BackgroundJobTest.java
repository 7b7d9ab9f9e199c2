package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** When a job runs, and what failures do to it, with time in the hands of the test. */
class BackgroundJobTest {
  private final Tasks tasks = new Tasks();
  private final List<String> events = new ArrayList<>();
  private final Queue<Throwable> failures = new ArrayDeque<>();
  private final BackgroundJob job =
      new BackgroundJob(
          tasks,
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3)),
          this::work,
          (failure, inARow, pause) ->
              events.add(failure.getMessage() + " " + inARow + " " + pause));

  /** Keeps tasks until the test runs them. */
  private static final class Tasks implements Timetable {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Override
    public void after(Duration pause, Runnable task) {
      pauses.add(pause);
      waiting.add(task);
    }

    void runNext() {
      waiting.remove().run();
    }

    @Override
    public void close() {
      waiting.clear();
    }
  }

  private void work() {
    if (!failures.isEmpty()) {
      throw Sneaky.<RuntimeException>asIs(failures.remove());
    }
    events.add("done");
  }

  /** Throws anything, as code may that is not what it should be. */
  private static final class Sneaky {
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> T asIs(Throwable failure) throws T {
      throw (T) failure;
    }
  }

  @Test
  void runsOnceForManyRequests() {
    job.request();
    job.request();
    assertThat(tasks.waiting).hasSize(1);
    tasks.runNext();
    assertThat(events).containsExactly("done");
    assertThat(tasks.waiting).isEmpty();
  }

  @Test
  void requestDuringARunRunsItAgain() {
    BackgroundJob[] self = new BackgroundJob[1];
    self[0] =
        new BackgroundJob(
            tasks,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            () -> {
              if (events.isEmpty()) {
                self[0].request();
              }
              events.add("ran");
            },
            (_, _, _) -> {});
    self[0].request();
    tasks.runNext();
    tasks.runNext();
    assertThat(events).containsExactly("ran", "ran");
    assertThat(tasks.waiting).isEmpty();
  }

  @Test
  void failureIsTriedAgainAfterPausesThatGrow() {
    for (int i = 0; i < 4; i++) {
      failures.add(new IllegalStateException("no"));
    }
    job.request();
    for (int i = 0; i < 5; i++) {
      tasks.runNext();
    }
    assertThat(events).containsExactly("no 1 PT1S", "no 2 PT2S", "no 3 PT3S", "no 4 PT3S", "done");
    assertThat(tasks.pauses).extracting(Duration::toSeconds).containsExactly(0L, 1L, 2L, 3L, 3L);
    assertThat(job.pause()).isZero();
  }

  @Test
  void requestDoesNotShortenThePauseAfterAFailure() {
    failures.add(new IllegalStateException("no"));
    job.request();
    tasks.runNext();
    job.request();
    assertThat(tasks.waiting).hasSize(1);
    assertThat(job.pause()).hasSeconds(1);
  }

  /** Finding C8 of the system before: a loop that ends with an error and nobody is told. */
  @Test
  void errorsAndUnexpectedExceptionsAreSurvivedAndReported() {
    failures.add(new AssertionError("error"));
    failures.add(new OutOfMemoryError("memory"));
    failures.add(new Exception("checked"));
    job.request();
    for (int i = 0; i < 4; i++) {
      tasks.runNext();
    }
    assertThat(events).containsExactly("error 1 PT1S", "memory 2 PT2S", "checked 3 PT3S", "done");
  }

  @Test
  void reportThatFailsDoesNotEndTheJob() {
    BackgroundJob unheard =
        new BackgroundJob(
            tasks,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            this::work,
            (_, _, _) -> {
              throw new IllegalStateException("observer");
            });
    failures.add(new IllegalStateException("no"));
    unheard.request();
    assertThatThrownBy(tasks::runNext).hasMessage("observer");
    tasks.runNext();
    assertThat(events).containsExactly("done");
  }

  @Test
  void stoppedJobStartsNoMoreAndItsLastFailureIsNone() {
    job.request();
    Runnable running = tasks.waiting.remove();
    job.stop();
    failures.add(new IllegalStateException("ended"));
    running.run();
    job.request();
    assertThat(events).isEmpty();
    assertThat(tasks.waiting).isEmpty();
  }

  @Test
  void failureAfterCloseIsNotTriedAgain() {
    job.request();
    Runnable running = tasks.waiting.remove();
    job.close();
    failures.add(new IllegalStateException("interrupted"));
    running.run();
    assertThat(events).isEmpty();
    assertThat(tasks.waiting).isEmpty();
  }
}
