package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.VectorRecord;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits for whom among the writers of keys. */
class KeyLocksTest {
  private static final int BATCH = 10_000;

  private final KeyLocks locks = new KeyLocks();

  private static List<VectorRecord> records(int firstKey, int count) {
    return IntStream.range(firstKey, firstKey + count)
        .mapToObj(key -> VectorRecord.of(1).withKey("key-" + key))
        .toList();
  }

  @Test
  void largeBatchesOfDifferentKeysDoNotMeet() throws InterruptedException {
    try (KeyLocks.Held _ = locks.lock(records(0, BATCH))) {
      Thread other = Thread.ofPlatform().start(() -> locks.lock(records(BATCH, BATCH)).close());
      other.join(60_000);
      assertThat(other.isAlive()).isFalse();
    }
  }

  @Test
  void oneKeyInCommonWaits() throws InterruptedException {
    KeyLocks.Held first = locks.lock(records(0, BATCH));
    CountDownLatch gotIt = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              locks.lock(records(BATCH - 1, BATCH)).close();
              gotIt.countDown();
            });
    while (other.isAlive() && other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(gotIt.getCount()).isEqualTo(1);
    first.close();
    other.join(60_000);
    assertThat(gotIt.getCount()).isZero();
  }

  @Test
  void recordsWithoutKeysNeverWait() {
    List<VectorRecord> keyless = List.of(VectorRecord.of(1), VectorRecord.of(2));
    try (KeyLocks.Held _ = locks.lock(keyless);
        KeyLocks.Held _ = locks.lock(keyless)) {
      assertThat(keyless).hasSize(2);
    }
  }
}
