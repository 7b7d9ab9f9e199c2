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

  @Test
  void oneSlowReadIsEnough() {
    waits.note(FAST, ROWS, BYTES);
    waits.note(SLOW, ROWS, BYTES);
    assertThat(waits.areLikely()).isTrue();
  }

  @Test
  void longRowsMayTakeLonger() {
    waits.note(ROWS * 60_000, ROWS, ROWS * 65_536);
    assertThat(waits.areLikely()).isFalse();
  }

  @Test
  void manyFastReadsInARowEndIt() {
    waits.note(SLOW, ROWS, BYTES);
    int reads = 0;
    while (waits.areLikely()) {
      waits.note(FAST, ROWS, BYTES);
      reads++;
    }
    assertThat(reads).isGreaterThan(100);
  }

  @Test
  void slowReadStartsTheCountAnew() {
    waits.note(SLOW, ROWS, BYTES);
    for (int i = 0; i < 200; i++) {
      waits.note(FAST, ROWS, BYTES);
    }
    waits.note(SLOW, ROWS, BYTES);
    for (int i = 0; i < 200; i++) {
      waits.note(FAST, ROWS, BYTES);
    }
    assertThat(waits.areLikely()).isTrue();
  }
}
