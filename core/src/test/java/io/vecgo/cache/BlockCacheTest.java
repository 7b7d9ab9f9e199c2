package io.vecgo.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.resources.MemoryAccount;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockCacheTest {
  private static final int BLOCK = BlockCache.BLOCK_BYTES;

  /** Blocks that hold their own number; it counts reads, and can be told to fail. */
  private static final class Numbers implements BlockSource {
    private final int blocks;
    final AtomicInteger requests = new AtomicInteger();
    final Set<Integer> damaged = ConcurrentHashMap.newKeySet();
    volatile boolean isOutOfReach;
    volatile CountDownLatch gate = new CountDownLatch(0);

    Numbers(int blocks) {
      this.blocks = blocks;
    }

    @Override
    public long length() {
      return (long) blocks * BLOCK - 100;
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      requests.incrementAndGet();
      awaitGate();
      if (isOutOfReach) {
        throw new IOException("out of reach");
      }
      for (long at = 0; at < target.byteSize(); at += BLOCK) {
        target.set(LittleEndian.I32, at, (int) ((offset + at) / BLOCK));
      }
    }

    private void awaitGate() throws IOException {
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }

    @Override
    public void verify(long block, MemorySegment bytes) {
      if (damaged.contains((int) block)) {
        throw new ByteReader.Place("numbers", "NUMBERS", 0)
            .corrupt(block * BLOCK, "checksum mismatch", "a", "b");
      }
    }

    @Override
    public boolean isNear() {
      return false;
    }
  }

  private static BlockCache cacheOf(int blocks) {
    return new BlockCache((long) blocks * BLOCK, MemoryAccount.unlimited());
  }

  /** Visits blocks and checks that each shows its number once. */
  private static void visit(CachedBlocks blocks, int... wanted) throws IOException {
    List<Integer> seen = new ArrayList<>();
    blocks.visit(
        wanted,
        wanted.length,
        0,
        (index, bytes) -> {
          assertThat(bytes.get(LittleEndian.I32, 0)).isEqualTo(wanted[index]);
          seen.add(index);
        });
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, wanted.length).boxed().toList());
  }

  @Test
  void aBlockIsFetchedOnce() throws IOException {
    Numbers numbers = new Numbers(100);
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      visit(blocks, 7);
      visit(blocks, 7);
      assertThat(numbers.requests).hasValue(1);
      assertThat(cache.stats().hits()).isOne();
      assertThat(cache.stats().misses()).isOne();
    }
  }

  @Test
  void neighboursComeWithOneRequest() throws IOException {
    Numbers numbers = new Numbers(100);
    try (BlockCache cache = cacheOf(1_024);
        CachedBlocks blocks = cache.open(numbers)) {
      visit(blocks, 3, 4, 5, 7, 50, 51);
      assertThat(numbers.requests).hasValue(2);
      assertThat(cache.stats().requests()).isEqualTo(2);
      assertThat(cache.stats().fetchedBytes()).isEqualTo(7L * BLOCK);
    }
  }

  @Test
  void blocksBehindAreFetchedAheadAndThenThere() throws IOException {
    Numbers numbers = new Numbers(100);
    try (BlockCache cache = cacheOf(1_024);
        CachedBlocks blocks = cache.open(numbers)) {
      blocks.visit(new int[] {10}, 1, 8, (_, _) -> {});
      visit(blocks, 11, 12, 13, 14, 15, 16, 17, 18);
      assertThat(numbers.requests).hasValue(1);
    }
  }

  @Test
  void roomForManyBlocksIsThereUntilTheyWouldDriveOthersOut() throws IOException {
    BlockCache cache = cacheOf(32);
    assertThat(cache.hasRoomFor(20)).isTrue();
    assertThat(cache.hasRoomFor(32)).isFalse();
    visit(cache.open(new Numbers(40)), IntStream.range(0, 40).toArray());
    assertThat(cache.hasRoomFor(20)).isFalse();
    assertThat(cache.hasRoomFor(cache.aheadMax())).isTrue();
  }

  @Test
  void moreBlocksCanBeVisitedThanFit() throws IOException {
    Numbers numbers = new Numbers(300);
    for (int size : new int[] {2, 3, 17, 40}) {
      try (BlockCache cache = cacheOf(size);
          CachedBlocks blocks = cache.open(numbers)) {
        visit(blocks, IntStream.range(0, 300).toArray());
        assertThat(cache.stats().heldBytes()).isLessThanOrEqualTo((long) size * BLOCK);
      }
    }
  }

  @Test
  void aScanLeavesWhatIsUsedOftenInPlace() throws IOException {
    Numbers numbers = new Numbers(2_000);
    int[] popular = IntStream.range(0, 100).map(i -> 19 * i).toArray();
    try (BlockCache cache = cacheOf(256);
        CachedBlocks blocks = cache.open(numbers)) {
      for (int i = 0; i < 5; i++) {
        visit(blocks, popular);
      }
      for (int from = 0; from < 2_000; from += 50) {
        visit(blocks, IntStream.range(from, from + 50).toArray());
      }
      long missesBefore = cache.stats().misses();
      visit(blocks, popular);
      assertThat(cache.stats().misses() - missesBefore).isLessThan(10);
    }
  }

  @Test
  void threadsThatMissTheSameBlockFetchItOnce() throws Exception {
    Numbers numbers = new Numbers(100);
    numbers.gate = new CountDownLatch(1);
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      List<Future<?>> readers = inParallel(8, () -> visitAll(blocks, 5, 6, 7));
      while (cache.stats().misses() < 24) {
        Thread.onSpinWait();
      }
      numbers.gate.countDown();
      for (Future<?> reader : readers) {
        reader.get();
      }
      assertThat(numbers.requests).hasValue(1);
    }
  }

  private static Object visitAll(CachedBlocks blocks, int... wanted) throws IOException {
    visit(blocks, wanted);
    return wanted;
  }

  private static List<Future<?>> inParallel(int threads, Callable<?> work) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FutureTask<?> task = new FutureTask<>(work);
      Thread.ofPlatform().daemon().start(task);
      running.add(task);
    }
    return running;
  }

  @Test
  void readersBesideEachOtherNeverSeeOtherBlocksNorExceedTheBudget() throws Exception {
    Numbers numbers = new Numbers(400);
    AtomicInteger seeds = new AtomicInteger();
    try (BlockCache cache = cacheOf(24);
        CachedBlocks blocks = cache.open(numbers)) {
      for (Future<?> reader : inParallel(8, () -> visitAtRandom(cache, blocks, seeds))) {
        reader.get();
      }
      assertThat(cache.stats().evictions()).isPositive();
    }
  }

  private static Object visitAtRandom(BlockCache cache, CachedBlocks blocks, AtomicInteger seeds)
      throws IOException {
    Random random = new Random(seeds.incrementAndGet());
    for (int i = 0; i < 300; i++) {
      visit(blocks, random.ints(1 + random.nextInt(30), 0, 400).sorted().distinct().toArray());
      assertThat(cache.stats().heldBytes()).isLessThanOrEqualTo(24L * BLOCK);
    }
    return random;
  }

  @Test
  void aDamagedBlockIsRefusedEachTimeAndItsNeighboursAreNot() throws IOException {
    Numbers numbers = new Numbers(100);
    numbers.damaged.add(5);
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(CorruptException.class)
            .isThrownBy(() -> visit(blocks, 4, 5, 6))
            .withMessageContaining("NUMBERS");
      }
      visit(blocks, 4, 6);
      numbers.damaged.clear();
      visit(blocks, 4, 5, 6);
    }
  }

  @Test
  void damageAheadOfWhatIsWantedDisturbsNobody() throws IOException {
    Numbers numbers = new Numbers(100);
    numbers.damaged.add(5);
    try (BlockCache cache = cacheOf(512);
        CachedBlocks blocks = cache.open(numbers)) {
      blocks.visit(new int[] {4}, 1, 3, (_, _) -> {});
      visit(blocks, 4, 6, 7);
    }
  }

  @Test
  void aFailedReadIsTriedAgainByTheNextReader() throws IOException {
    Numbers numbers = new Numbers(100);
    numbers.isOutOfReach = true;
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> visit(blocks, 1, 2, 30))
          .withMessage("out of reach");
      numbers.isOutOfReach = false;
      visit(blocks, 1, 2, 30);
    }
  }

  @Test
  void whoWaitsForAReadSharesItsFailure() throws Exception {
    Numbers numbers = new Numbers(100);
    numbers.gate = new CountDownLatch(1);
    numbers.isOutOfReach = true;
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      List<Future<?>> readers = inParallel(4, () -> visitAll(blocks, 9));
      while (cache.stats().misses() < 4) {
        Thread.onSpinWait();
      }
      numbers.gate.countDown();
      for (Future<?> reader : readers) {
        assertThatExceptionOfType(Exception.class).isThrownBy(reader::get);
      }
      assertThat(numbers.requests.get()).isLessThanOrEqualTo(4);
      numbers.isOutOfReach = false;
      visit(blocks, 9);
    }
  }

  @Test
  void aVisitorThatThrowsLeavesNothingInUse() throws IOException {
    Numbers numbers = new Numbers(100);
    try (BlockCache cache = cacheOf(4);
        CachedBlocks blocks = cache.open(numbers)) {
      for (int i = 0; i < 10; i++) {
        int[] wanted = {i, i + 50};
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() ->
                blocks.visit(
                    wanted,
                    2,
                    0,
                    (_, _) -> {
                      throw new IllegalStateException("no");
                    }));
      }
      visit(blocks, IntStream.range(0, 100).toArray());
    }
  }

  @Test
  void memoryOfClosedSourcesIsUsedAgain() throws IOException {
    Numbers numbers = new Numbers(30);
    try (BlockCache cache = cacheOf(40)) {
      for (int i = 0; i < 10; i++) {
        try (CachedBlocks blocks = cache.open(numbers)) {
          visit(blocks, IntStream.range(0, 30).toArray());
        }
      }
      assertThat(cache.stats().evictions()).isZero();
      assertThat(cache.stats().heldBytes()).isLessThanOrEqualTo(40L * BLOCK);
    }
  }

  @Test
  void itGivesMemoryBackWhenAskedTo() throws IOException {
    Numbers numbers = new Numbers(30);
    try (BlockCache cache = cacheOf(64);
        CachedBlocks blocks = cache.open(numbers)) {
      visit(blocks, IntStream.range(0, 30).toArray());
      assertThat(cache.shrinkBy(10L * BLOCK)).isEqualTo(10L * BLOCK);
      assertThat(cache.stats().heldBytes()).isEqualTo(20L * BLOCK);
      visit(blocks, IntStream.range(0, 30).toArray());
    }
  }

  @Test
  void whatIsClosedAfterTheCacheGivesItsMemoryBack() throws IOException {
    Numbers numbers = new Numbers(30);
    BlockCache cache = cacheOf(64);
    try (CachedBlocks blocks = cache.open(numbers)) {
      visit(blocks, 1, 2, 3);
      cache.close();
      visit(blocks, 1, 2, 3, 4);
    }
    assertThat(cache.stats().heldBytes()).isZero();
  }

  @Test
  void aBudgetOfLessThanTwoBlocksIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new BlockCache(2 * BLOCK - 1, MemoryAccount.unlimited()))
        .withMessage("budgetBytes=131071: must be at least 131072");
  }
}
