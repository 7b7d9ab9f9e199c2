package io.vecgo.store;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket: so many bytes per second, and what was not used for a tenth of a second may be
 * made up for. Who takes more than there is goes into debt and waits until it is paid. Thread-safe.
 */
public final class ByteRate {
  private static final double BURST_SECONDS = 0.1;

  private final double bytesPerNano;
  private final Time time;
  private double available; // guarded by this
  private long filledAt; // guarded by this

  /** Time that passes, of the machine or of a test. */
  public interface Time {
    /** That of the machine. */
    static Time system() {
      return new SystemTime();
    }

    /** Ascending nanoseconds. */
    long nanos();

    void sleep(long nanos) throws InterruptedException;
  }

  private record SystemTime() implements Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  /**
   * @param bytesPerSecond at least 1
   */
  public ByteRate(long bytesPerSecond, Time time) {
    this.bytesPerNano = (double) bytesPerSecond / TimeUnit.SECONDS.toNanos(1);
    this.time = time;
    this.filledAt = time.nanos();
  }

  /**
   * Waits until so many bytes may be written.
   *
   * @throws InterruptedIOException if the thread is interrupted meanwhile
   */
  void take(long bytes) throws InterruptedIOException {
    long debtNanos = debtNanosAfter(bytes);
    if (debtNanos <= 0) {
      return;
    }
    try {
      time.sleep(debtNanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to write " + bytes + " bytes");
    }
  }

  private synchronized long debtNanosAfter(long bytes) {
    long now = time.nanos();
    double burst = bytesPerNano * TimeUnit.SECONDS.toNanos(1) * BURST_SECONDS;
    available = Math.min(burst, available + (now - filledAt) * bytesPerNano) - bytes;
    filledAt = now;
    return (long) Math.ceil(-available / bytesPerNano);
  }
}
