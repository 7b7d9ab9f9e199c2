package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskWaitsTest {
  private static final int ROWS = 10;
  private static final long BYTES = 10 * 6_144;
  private static final long FAST = 30_000;
  private static final long SLOW = 2_000_000;

  private final DiskWaits waits = new DiskWaits();

  @Test
  void nothingIsLoadedAheadWhileReadsAreFast() {
    waits.note(FAST, ROWS, BYTES);
    assertThat(waits.areLikely()).isFalse();
  }

  private void note(long nanos, int times) {
    for (int i = 0; i < times; i++) {
      waits.note(nanos, ROWS, BYTES);
    }
  }

  @Test
  void twoSlowReadsAreEnough() {
    note(SLOW, 2);
    assertThat(waits.areLikely()).isTrue();
  }

  @Test
  void slowReadNowAndThenIsChance() {
    for (int i = 0; i < 100; i++) {
      note(SLOW, 1);
      note(FAST, 10);
    }
    assertThat(waits.areLikely()).isFalse();
  }

  @Test
  void slowReadsAmongFastOnesAreNoChance() {
    note(SLOW, 1);
    note(FAST, 4);
    note(SLOW, 1);
    assertThat(waits.areLikely()).isTrue();
  }

  @Test
  void longRowsMayTakeLonger() {
    waits.note(ROWS * 60_000, ROWS, ROWS * 65_536);
    assertThat(waits.areLikely()).isFalse();
  }

  @Test
  void manyFastReadsInARowEndIt() {
    note(SLOW, 2);
    int reads = 0;
    while (waits.areLikely()) {
      waits.note(FAST, ROWS, BYTES);
      reads++;
    }
    assertThat(reads).isGreaterThan(100);
  }

  @Test
  void furtherSlowReadsStartTheCountAnew() {
    note(SLOW, 2);
    note(FAST, 200);
    note(SLOW, 2);
    note(FAST, 200);
    assertThat(waits.areLikely()).isTrue();
  }
}
