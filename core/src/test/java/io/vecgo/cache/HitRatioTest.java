package io.vecgo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The share of requests that find their entry, beside that of Caffeine. */
class HitRatioTest {
  private static final int REQUESTS = 300_000;
  private static final int THINGS = 20_000;
  private static final int[] CAPACITIES = {512, 2_048, 4_096};

  /** How much less a hit ratio may be than Caffeine's. */
  private static final double CLOSE = 0.015;

  /** Numbers of which the i-th is asked for in proportion to 1 / i^0.9. */
  private static final class Zipf {
    private final double[] shares = new double[THINGS];
    private final Random random;

    Zipf(long seed) {
      random = new Random(seed);
      double sum = 0;
      for (int i = 0; i < THINGS; i++) {
        sum += 1 / Math.pow(i + 1, 0.9);
        shares[i] = sum;
      }
    }

    int next() {
      double wanted = random.nextDouble() * shares[THINGS - 1];
      int at = Arrays.binarySearch(shares, wanted);
      return at < 0 ? Math.min(THINGS - 1, -at - 1) : at;
    }
  }

  @Test
  void popularThingsAreKeptAsByCaffeine() {
    Zipf zipf = new Zipf(1);
    compare(IntStream.range(0, REQUESTS).map(_ -> zipf.next()).toArray());
  }

  @Test
  void scansBetweenPopularThingsDoNoMoreHarmThanToCaffeine() {
    Zipf zipf = new Zipf(2);
    compare(
        IntStream.range(0, REQUESTS)
            .map(i -> i / 5_000 % 3 == 2 ? THINGS + i : zipf.next())
            .toArray());
  }

  @Test
  void aLoopOverMoreThanFitsHitsAsWithCaffeine() {
    compare(IntStream.range(0, REQUESTS).map(i -> i < 20_000 ? THINGS + i : i % 1_000).toArray());
  }

  @Test
  void whatBecomesPopularLaterIsKeptAsByCaffeine() {
    Zipf zipf = new Zipf(3);
    compare(IntStream.range(0, REQUESTS).map(i -> zipf.next() + i / 50_000 * THINGS).toArray());
  }

  @Test
  void whatIsAskedForAgainSoonAndThenNeverIsKeptAsByCaffeine() {
    Random random = new Random(4);
    compare(
        IntStream.range(0, REQUESTS).map(i -> i / 4 - random.nextInt(200) + 1_000_000).toArray());
  }

  private static void compare(int[] requests) {
    for (int capacity : CAPACITIES) {
      double mine = hitRatio(requests, capacity);
      double caffeine = hitRatioOfCaffeine(requests, capacity);
      assertThat(mine).as("capacity %d", capacity).isGreaterThan(caffeine - CLOSE);
    }
  }

  private static double hitRatio(int[] requests, int capacity) {
    TinyLfu order = new TinyLfu(capacity);
    Map<Integer, CacheEntry> held = new HashMap<>();
    Map<CacheEntry, Integer> keys = new HashMap<>();
    int hits = 0;
    for (int key : requests) {
      CacheEntry entry = held.get(key);
      if (entry != null) {
        hits++;
        order.use(entry);
      } else {
        CacheEntry fresh = new CacheEntry(key * 0x9E37_79B9_7F4A_7C15L);
        held.put(key, fresh);
        keys.put(fresh, key);
        order.add(fresh);
        while (order.isOverfull()) {
          held.remove(keys.remove(order.leaver().orElseThrow()));
        }
      }
    }
    return (double) hits / requests.length;
  }

  private static double hitRatioOfCaffeine(int[] requests, int capacity) {
    Cache<Integer, Boolean> cache =
        Caffeine.newBuilder().maximumSize(capacity).executor(Runnable::run).build();
    int hits = 0;
    for (int key : requests) {
      if (cache.getIfPresent(key) != null) {
        hits++;
      } else {
        cache.put(key, true);
      }
      cache.cleanUp();
    }
    return (double) hits / requests.length;
  }
}
