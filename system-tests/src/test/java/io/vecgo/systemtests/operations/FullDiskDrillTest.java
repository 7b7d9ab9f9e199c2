package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.BackpressureException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.Health.Check;
import io.vecgo.store.LocalStore;
import io.vecgo.testkit.disk.Fault;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The disk is full, and then it has room again. */
class FullDiskDrillTest {
  private static final String NO_SPACE = "no space left on device";
  private static final int ENOUGH = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimulatedDisk disk = new SimulatedDisk();
  private Vecgo database = create();
  private int written;

  private Vecgo create() {
    OpenOptions impatient =
        OpenOptions.defaults()
            .memtableBytes(20_000)
            .frozenMemtablesMax(1)
            .writerPatience(Duration.ZERO)
            .retryPauses(Duration.ofMillis(1), Duration.ofMillis(5));
    return Vecgo.create(store(), CreateOptions.of(2, Metric.L2), impatient);
  }

  private LocalStore store() {
    try {
      return LocalStore.open(disk.directory().resolve("db"));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void close() {
    disk.heal();
    database.closeDiscarding();
  }

  private void fillTheDisk() {
    disk.failFrom(disk.operations(), Fault.DISK_FULL);
  }

  private void insertOne() {
    database.insert(VectorRecord.of(written, 1).withKey("key-" + written));
    written++;
  }

  private void insertUntilRefused() {
    for (int i = 0; i < ENOUGH; i++) {
      insertOne();
    }
  }

  private void everyRowIsThere() {
    assertThat(database.stats().totalVectors()).isEqualTo(written);
    assertThat(database.search(Query.of(0, 1).k(written)).hits()).hasSize(written);
  }

  @Test
  void commitSaysWhatTheSystemSaysAndRowsStayReadable() {
    insertOne();
    fillTheDisk();
    assertThatThrownBy(database::commit)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing is lost")
        .message()
        .containsIgnoringCase(NO_SPACE);
    everyRowIsThere();
    assertThat(database.health().problems())
        .extracting(finding -> finding.check())
        .contains(Check.BACKGROUND_WORK);
  }

  @Test
  void insertsAreRefusedWithTheReasonAndAHintWhileReadsGoOn() {
    insertOne();
    fillTheDisk();
    assertThatThrownBy(database::commit).isInstanceOf(StoreException.class);
    BackpressureException refusal =
        catchThrowableOfType(BackpressureException.class, this::insertUntilRefused);
    assertThat(refusal).message().containsIgnoringCase(NO_SPACE);
    assertThat(refusal.reason()).isEqualTo(BackpressureException.Reason.FROZEN_MEMTABLES);
    assertThat(refusal.retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(5));
    everyRowIsThere();
  }

  @Test
  void logHasTheWordsOfTheSystemAndSaysWhenItIsOver() {
    CompletableFuture<String> full = new CompletableFuture<>();
    CompletableFuture<String> over = new CompletableFuture<>();
    Logger logger = Logger.getLogger("io.vecgo");
    Handler handler =
        handler(line -> {
          completeIf(full, line, NO_SPACE);
          completeIf(over, line, "event=commit.recovered");
        });
    logger.addHandler(handler);
    try {
      fillTheDisk();
      assertThatThrownBy(this::insertUntilRefused).isInstanceOf(BackpressureException.class);
      assertThat(full).succeedsWithin(PATIENCE).asString().contains("event=commit.failed");
      assertThat(over).isNotDone();
      disk.heal();
      assertThat(over).succeedsWithin(PATIENCE);
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static void completeIf(CompletableFuture<String> told, String line, String words) {
    if (line.toLowerCase(Locale.ROOT).contains(words)) {
      told.complete(line);
    }
  }

  private static Handler handler(Consumer<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.accept(String.valueOf(line.getMessage()));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void writingGoesOnByItselfWhenThereIsRoomAndNothingIsLost() {
    fillTheDisk();
    assertThatThrownBy(this::insertUntilRefused).isInstanceOf(BackpressureException.class);
    disk.heal();
    Instant end = Instant.now().plus(PATIENCE);
    while (!inserted() && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    everyRowIsThere();
    database.commit();
    assertThat(database.health().isHealthy()).isTrue();
    database.close();
    database = Vecgo.open(store(), OpenOptions.defaults());
    everyRowIsThere();
  }

  private boolean inserted() {
    try {
      insertOne();
      return true;
    } catch (BackpressureException _) {
      return false;
    }
  }
}
