package io.vecgo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How fast may be written, by a clock that only sleeping moves. */
class ByteRateTest {
  private final Clock clock = new Clock();
  private final ByteRate rate = new ByteRate(1_000_000, clock);

  private static final class Clock implements ByteRate.Time {
    private long nanos = 5;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(long duration) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      nanos += duration;
    }

    double seconds() {
      return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }
  }

  @Test
  void writingTakesAsLongAsTheRateSays() throws IOException {
    for (int i = 0; i < 100; i++) {
      rate.take(65_536);
    }
    assertThat(clock.seconds()).isBetween(6.55, 6.56);
  }

  @Test
  void oneWriteMayBeLargerThanAnyBurst() throws IOException {
    rate.take(10_000_000);
    assertThat(clock.seconds()).isBetween(9.99, 10.01);
  }

  @Test
  void idleTimeIsMadeUpForATenthOfASecondOnly() throws IOException {
    clock.nanos += TimeUnit.HOURS.toNanos(1);
    double before = clock.seconds();
    rate.take(100_000);
    assertThat(clock.seconds()).isEqualTo(before);
    rate.take(1_000_000);
    assertThat(clock.seconds() - before).isBetween(0.99, 1.01);
  }

  @Test
  void interruptEndsTheWaiting() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> rate.take(10));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void everyByteWrittenToAThrottledStoreCounts() throws IOException {
    MemoryStore inner = new MemoryStore();
    ThrottledStore throttled = new ThrottledStore(inner, rate);
    try (BlobWriter blob = throttled.create("a")) {
      blob.write(MemorySegment.ofArray(new byte[500_000]));
      blob.write(MemorySegment.ofArray(new byte[1_500_000]));
      blob.publish();
    }
    assertThat(clock.seconds()).isBetween(1.99, 2.01);
    assertThat(inner.list("")).containsExactly(new BlobInfo("a", 2_000_000));
    assertThat(throttled.list("a")).hasSize(1);
  }
}
