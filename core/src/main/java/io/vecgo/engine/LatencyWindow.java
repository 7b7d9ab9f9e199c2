package io.vecgo.engine;

import io.vecgo.observe.LatencyStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * Latencies of the last {@link #WINDOW}, as counts in buckets. The window slides by slices: a slice
 * that is too old is replaced by the first operation that needs its place. Thread-safe, without
 * locks; takes 80 kB once in use.
 *
 * <p>Each power of two of microseconds is divided into 32 buckets, so that a bucket is at most 3 %
 * wide; told is its middle.
 */
final class LatencyWindow {
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int SLICES = 10;
  private static final long SLICE_NANOS = WINDOW.toNanos() / SLICES;
  private static final int SUB_BITS = 5;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int BUCKETS = 32 * SUBS;

  private final LongSupplier nanoClock;
  private final long start;
  private final AtomicReferenceArray<Slice> slices = new AtomicReferenceArray<>(SLICES);

  /** The operations of one slice of time; slices are numbered from the start. */
  private record Slice(long number, AtomicLongArray counts) {
    static Slice of(long number) {
      return new Slice(number, new AtomicLongArray(BUCKETS));
    }
  }

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  LatencyWindow(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** Counts an operation that ended now. */
  void ended(Duration latency) {
    current().counts().incrementAndGet(bucket(latency.toNanos() / 1_000));
  }

  private Slice current() {
    long number = sliceNumber();
    int place = (int) (number % SLICES);
    Slice slice = slices.get(place);
    while (slice == null || slice.number() < number) {
      slices.compareAndSet(place, slice, Slice.of(number));
      slice = slices.get(place);
    }
    return slice;
  }

  private long sliceNumber() {
    return (nanoClock.getAsLong() - start) / SLICE_NANOS;
  }

  /** What is in the window now. */
  LatencyStats stats() {
    long[] counts = new long[BUCKETS];
    long count = 0;
    long oldest = sliceNumber() - SLICES + 1;
    for (int place = 0; place < SLICES; place++) {
      Slice slice = slices.get(place);
      if (slice != null && slice.number() >= oldest) {
        count += add(slice.counts(), counts);
      }
    }
    return count == 0 ? LatencyStats.NONE : stats(counts, count);
  }

  private static long add(AtomicLongArray from, long[] to) {
    long added = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long count = from.get(bucket);
      to[bucket] += count;
      added += count;
    }
    return added;
  }

  private static LatencyStats stats(long[] counts, long count) {
    return new LatencyStats(
        count,
        quantile(counts, count, 0.50),
        quantile(counts, count, 0.95),
        quantile(counts, count, 0.99),
        quantile(counts, count, 1));
  }

  private static Duration quantile(long[] counts, long count, double quantile) {
    long rank = (long) Math.ceil(quantile * count);
    int bucket = 0;
    for (long passed = counts[0]; passed < rank; passed += counts[bucket]) {
      bucket++;
    }
    return middle(bucket);
  }

  private static int bucket(long micros) {
    if (micros < SUBS) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return (int) Math.min(BUCKETS - 1, (long) shift * SUBS + (micros >>> shift));
  }

  private static Duration middle(int bucket) {
    int shift = Math.max(0, bucket / SUBS - 1);
    long from = (long) (bucket - shift * SUBS) << shift;
    return Duration.ofNanos(from * 1_000 + (500L << shift));
  }
}
