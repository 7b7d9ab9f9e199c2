package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vecgo.engine.LiveState.Reservation;
import io.vecgo.kernel.Kernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.ClosedException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.rows.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who keeps the memory of a state, and for how long. */
class LiveStateTest {
  private final Memtable table = memtable(1);
  private final LiveState live = new LiveState(stateOf(table));

  private static Memtable memtable(long firstId) {
    return new Memtable("m", 1, Metric.L2, IndexSettings.DEFAULT, Kernels.choose(), firstId);
  }

  private static State stateOf(Memtable table) {
    Manifest manifest =
        Manifest.first(Instant.EPOCH, 1, Metric.L2, Schema.NONE, IndexSettings.DEFAULT);
    return State.of(
        manifest,
        Schema.NONE,
        List.of(),
        List.of(),
        List.of(new MemtablePart(table, RowSet.none())));
  }

  private void assertFreed() {
    assertThatIllegalStateException().isThrownBy(() -> table.put(0, VectorRecord.of(1)));
  }

  @Test
  void closingFreesTheState() {
    table.reserve(1);
    assertThat(live.close()).isTrue();
    assertFreed();
    assertThat(live.close()).isFalse();
    assertThat(live.isOpen()).isFalse();
  }

  @Test
  void pinKeepsTheStateBeyondTheClosing() {
    table.reserve(1);
    State pinned = live.pin();
    live.close();
    table.put(0, VectorRecord.of(1));
    pinned.generation().unpin();
    assertFreed();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(live::pin);
  }

  @Test
  void reservationKeepsItsMemtableBeyondTheClosing() {
    Reservation reservation = live.reserve(1);
    live.close();
    table.put(0, VectorRecord.of(1));
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> live.publish(reservation, UnaryOperator.identity()));
    assertFreed();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> live.reserve(1));
  }

  @Test
  void endedWritesKeepNothing() {
    live.publish(live.reserve(1), UnaryOperator.identity());
    live.abandon(live.reserve(1));
    live.close();
    assertFreed();
  }

  @Test
  void replacedGenerationIsFreedWhenTheLastPinGoes() {
    table.reserve(1);
    State pinned = live.pin();
    live.update(_ -> stateOf(memtable(2)));
    table.put(0, VectorRecord.of(1));
    pinned.generation().unpin();
    assertFreed();
    assertThat(live.peek().active().firstId()).isEqualTo(2);
    live.close();
  }

  @Test
  void cutWaitsForTheWritesIntoWhatItFreezes() throws InterruptedException {
    Reservation first = live.reserve(1);
    Reservation second = live.reserve(1);
    Thread cutting = Thread.ofPlatform().start(() -> cut().generation().unpin());
    live.publish(first, UnaryOperator.identity());
    while (cutting.isAlive() && cutting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(cutting.isAlive()).isTrue();
    live.abandon(second);
    cutting.join(60_000);
    assertThat(cutting.isAlive()).isFalse();
    live.close();
  }

  @Test
  void cutFreezesOnlyAMemtableThatWasWritten() {
    cut().generation().unpin();
    assertThat(live.peek().frozen()).isEmpty();
    live.abandon(live.reserve(1));
    cut().generation().unpin();
    assertThat(live.peek().frozen()).hasSize(1);
    live.close();
  }

  private static State allLive(State state, Reservation reservation) {
    MemtablePart part = state.partOf(reservation.table());
    return state.withLive(part, part.live().withRange(0, reservation.rows()));
  }

  @Test
  void cutHoldsWritesThatCameBeforeItAndNoneThatCameAfter() throws InterruptedException {
    Reservation early = live.reserve(1);
    AtomicReference<State> cut = new AtomicReference<>(live.peek());
    Thread cutting = Thread.ofPlatform().start(() -> cut.set(cut()));
    while (live.peek().active() == table) {
      Thread.onSpinWait();
    }
    Reservation late = live.reserve(1);
    Thread publishing =
        Thread.ofPlatform().start(() -> live.publish(late, state -> allLive(state, late)));
    while (publishing.getState() != Thread.State.WAITING && publishing.isAlive()) {
      Thread.onSpinWait();
    }
    live.publish(early, state -> allLive(state, early));
    cutting.join(60_000);
    publishing.join(60_000);
    assertThat(cut.get().partOf(early.table()).live().cardinality()).isEqualTo(1);
    assertThat(cut.get().partOf(late.table()).live().isEmpty()).isTrue();
    assertThat(live.peek().partOf(late.table()).live().cardinality()).isEqualTo(1);
    cut.get().generation().unpin();
    live.close();
  }

  @Test
  void refusedWritesAreNotReservedAndThoseUnderWayArePublished() {
    Reservation underWay = live.reserve(1);
    live.refuseWrites(Refusal.CLOSING);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> live.reserve(1));
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> live.write(UnaryOperator.identity()));
    live.publish(underWay, UnaryOperator.identity());
    live.acceptWrites(Refusal.CLOSING);
    live.abandon(live.reserve(1));
    live.close();
  }

  /** Finding C9 of the system before: deletes kept everybody else out. */
  @Test
  void readersPinTheStateWhileAWriteIsUnderWay() {
    live.write(current -> {
      Thread reader = Thread.ofPlatform().start(() -> live.pin().generation().unpin());
      try {
        assertThat(reader.join(Duration.ofMinutes(1))).isTrue();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      return current;
    });
    live.close();
  }

  private State cut() {
    return live.cut(state -> state.withFreshMemtable(memtable(2)));
  }
}
