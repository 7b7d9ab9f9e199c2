package io.vecgo.cache;

import io.vecgo.cache.Slots.Slot;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.MemoryUse;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryBudget;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.resources.MemoryUser;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Blocks of many sources in memory off the heap, never more than a budget: those that stay, those
 * that are on their way, and the buffers through which they come. Which stay, {@link TinyLfu} says.
 *
 * <p>A block is verified when it comes, and used without a lock while it is pinned. Of several
 * threads that miss a block one fetches it; the others wait for it, and share its failure, which is
 * not remembered: who asks next tries again.
 *
 * <p>Thread-safe. Sources may be closed after the cache; only then is all memory given back.
 */
public final class BlockCache implements MemoryUser, AutoCloseable {
  /** Bytes of a block: those under one checksum in a segment. */
  public static final int BLOCK_BYTES = 64 * 1024;

  /** Of the budget, what is kept for blocks on their way, and as much for buffers. */
  private static final int SHARE_ON_THE_WAY = 16;

  private static final int ON_THE_WAY_MAX = 128;
  private static final int GIVEN_BACK_SHARE = 4;

  private final long budgetBytes;
  private final int slotsMax;
  private final BlockLoader loader;
  private final MemoryBudget memory;
  private final MemoryCharge charge;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below guarded by lock
  private final TinyLfu kept;
  private final Slots slots = new Slots(BLOCK_BYTES);
  private int onTheWay;
  private long settled; // claims, so far
  private long evictions;
  private long sources;
  private boolean isClosed;
  private long chargedBytes;

  /**
   * An empty cache, which takes memory as it is used.
   *
   * @param budgetBytes the most that it ever takes; at least two blocks
   * @param account charged with what it takes; while memory is short the cache does not grow
   */
  public BlockCache(long budgetBytes, MemoryAccount account) {
    if (budgetBytes < 2 * BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "budgetBytes=" + budgetBytes + ": must be at least " + 2 * BLOCK_BYTES);
    }
    int blocks = (int) Math.min(budgetBytes / BLOCK_BYTES, Integer.MAX_VALUE / SHARE_ON_THE_WAY);
    int share = Math.min(ON_THE_WAY_MAX, blocks / SHARE_ON_THE_WAY);
    this.memory = account.budget();
    this.charge = account.charge(MemoryUse.BLOCK_CACHE);
    this.budgetBytes = budgetBytes;
    this.slotsMax = blocks - share;
    this.loader = new BlockLoader(share);
    this.kept = new TinyLfu(slotsMax - Math.max(1, share));
  }

  /** The blocks of one more source, none of which is in memory. */
  public CachedBlocks open(BlockSource source) {
    lock.lock();
    try {
      return new CachedBlocks(this, source, ++sources << Integer.SIZE);
    } finally {
      lock.unlock();
    }
  }

  /** So many blocks can be read ahead and are likely to be there when they are wanted. */
  public int aheadMax() {
    return Math.min(Runs.BLOCKS_MAX, slotsMax / SHARE_ON_THE_WAY);
  }

  /**
   * Whether so many blocks that are fetched now are likely to be there when they are wanted: they
   * drive no others out, or are few.
   */
  public boolean hasRoomFor(int blocks) {
    lock.lock();
    try {
      return blocks <= Math.max(aheadMax(), slotsMax - kept.size() - onTheWay);
    } finally {
      lock.unlock();
    }
  }

  /** Reads a long range past the cache, in pieces side by side. */
  public void readPast(RangeReader source, long offset, MemorySegment target) throws IOException {
    loader.readLong(source, offset, target);
  }

  /** What was read of files since it was made; takes no lock, as {@link #stats} does. */
  public long fetchedBytes() {
    return loader.bytes();
  }

  /** What it did since it was made, and what it holds. */
  public BlockCacheStats stats() {
    lock.lock();
    try {
      return new BlockCacheStats(
          hits.sum(),
          misses.sum(),
          evictions,
          slots.heldBytes(),
          budgetBytes,
          loader.requests(),
          loader.bytes());
    } finally {
      lock.unlock();
    }
  }

  /** Gives memory back to the system, if need be by dropping blocks; returns how much. */
  public long shrinkBy(long bytes) {
    long freed;
    long charged;
    lock.lock();
    try {
      freed = slots.freeIdle(bytes);
      while (freed < bytes && evict()) {
        freed += slots.freeIdle(bytes - freed);
      }
      charged = uncharged();
    } finally {
      lock.unlock();
    }
    charge.add(charged);
    return freed;
  }

  /** Drops a quarter of what it holds. */
  @Override
  public void giveBackSome() {
    shrinkBy(stats().heldBytes() / GIVEN_BACK_SHARE);
  }

  /** Drops all but what is in use. */
  @Override
  public void giveBackAll() {
    shrinkBy(Long.MAX_VALUE);
  }

  @Override
  public void roomAgain() {}

  /** Gives back what no source uses any more, and from now on what each gives up. */
  @Override
  public void close() {
    memory.remove(this);
    long charged;
    lock.lock();
    try {
      isClosed = true;
      slots.freeIdle(Long.MAX_VALUE);
      charged = uncharged();
    } finally {
      lock.unlock();
    }
    charge.add(charged);
  }

  /**
   * Notes a first look at blocks: how many were there, and that they were used. Under contention
   * some uses are not noted, which changes no order for long.
   */
  void told(CachedBlocks owner, int[] wanted, int count, int missed) {
    hits.add(count - missed);
    misses.add(missed);
    if (lock.tryLock()) {
      try {
        for (int i = 0; i < count; i++) {
          Block block = owner.get(wanted[i]);
          if (block != null && !block.isLoading()) {
            kept.use(block);
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes over the loading of blocks that nobody loads, as many as there is room for. If there are
   * none, and none came meanwhile, waits for one that another thread loads, or for room.
   *
   * @param pending indexes of wanted blocks
   * @throws IOException if the block that it waited for could not be loaded
   */
  Claim claim(CachedBlocks owner, int[] wanted, int[] pending, int count, int ahead)
      throws IOException {
    long charged = 0;
    lock.lock();
    try {
      List<Block> mine = beginUnknown(owner, wanted, pending, count);
      if (mine.isEmpty()) {
        awaitUnlessThere(owner, wanted, pending, count);
        return Claim.NONE;
      }
      Claim claim = withAhead(owner, mine, ahead);
      charged = uncharged();
      return claim;
    } finally {
      lock.unlock();
      charge.add(charged);
    }
  }

  private List<Block> beginUnknown(CachedBlocks owner, int[] wanted, int[] pending, int count) {
    List<Block> mine = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = wanted[pending[i]];
      if (owner.get(number) == null && hasRoom()) {
        mine.add(begin(owner, number));
      }
    }
    return mine;
  }

  /** Waits for one that another thread loads, or for room, unless one is there. */
  private void awaitUnlessThere(CachedBlocks owner, int[] wanted, int[] pending, int count)
      throws IOException {
    Optional<Block> awaited = Optional.empty();
    for (int i = 0; i < count; i++) {
      Block known = owner.get(wanted[pending[i]]);
      if (known != null && !known.isLoading()) {
        return;
      }
      awaited = known == null ? awaited : Optional.of(known);
    }
    await(awaited);
  }

  /** Adds blocks behind the last one, up to the first that is known. */
  private Claim withAhead(CachedBlocks owner, List<Block> mine, int ahead) {
    int wantedCount = mine.size();
    int last = mine.getLast().number;
    int end = Math.min(owner.count() - 1, last + ahead);
    for (int number = last + 1; number <= end; number++) {
      if (owner.get(number) != null || !hasRoom()) {
        break;
      }
      mine.add(begin(owner, number));
    }
    return new Claim(mine, wantedCount);
  }

  private void await(Optional<Block> awaited) throws IOException {
    if (awaited.isEmpty()) {
      awaitRoom();
      return;
    }
    Block block = awaited.get();
    while (block.isLoading() && block.failure == null) {
      changed.awaitUninterruptibly();
    }
    Throwable failure = block.failure;
    if (failure != null) {
      SideBySide.throwAgain(failure);
    }
  }

  /** Those who fetch blocks tell when they have settled them; those who copy bytes do not. */
  private void awaitRoom() {
    if (onTheWay == 0) {
      Thread.onSpinWait(); // all blocks are in use, each for as long as copying some bytes takes
      return;
    }
    long before = settled;
    while (settled == before) {
      changed.awaitUninterruptibly();
    }
  }

  private boolean hasRoom() {
    if (kept.isOverfull()) {
      evict();
    }
    return kept.size() + onTheWay < slotsMax;
  }

  private Block begin(CachedBlocks owner, int number) {
    Slot slot = slot();
    Block block = new Block(owner, number, slot);
    owner.put(block);
    onTheWay++;
    return block;
  }

  /** While memory is short, that of another block. */
  private Slot slot() {
    if (!slots.hasIdle() && memory.isShort()) {
      var _ = evict();
    }
    if (slots.heldBytes() == 0 && !isClosed) {
      memory.add(this);
    }
    return slots.take();
  }

  /** The lock is held; what is charged changes when it is not, as that may call others. */
  private long uncharged() {
    long more = slots.heldBytes() - chargedBytes;
    chargedBytes += more;
    return more;
  }

  /** Fetches what was claimed, and lets those use it who wait for it. */
  void load(CachedBlocks owner, List<Block> blocks) throws IOException {
    if (blocks.isEmpty()) {
      return;
    }
    loader.load(owner.source(), blocks);
    lock.lock();
    try {
      blocks.stream().filter(block -> block.failure == null).forEach(Block::loaded);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a claim: what was loaded competes with others for its place, what was not is dropped. */
  void settle(List<Block> blocks) {
    if (blocks.isEmpty()) {
      return; // those who wait for room would wake each other, again and again
    }
    long charged = 0;
    lock.lock();
    try {
      settled++;
      for (Block block : blocks) {
        onTheWay--;
        if (block.isLoading()) {
          block.abandon();
          free(block);
        } else {
          keep(block);
        }
      }
      changed.signalAll();
      charged = uncharged();
    } finally {
      lock.unlock();
      charge.add(charged);
    }
  }

  /** One by one: each newcomer competes for its place. */
  private void keep(Block block) {
    kept.add(block);
    while (kept.isOverfull() && evict()) {}
  }

  /** Drops the block that should leave next; false if all are in use. */
  private boolean evict() {
    Optional<CacheEntry> leaver = kept.leaver();
    while (leaver.isPresent()) {
      Block block = (Block) leaver.get();
      if (block.leave()) {
        evictions++;
        free(block);
        return true;
      }
      kept.putBack(block); // somebody has just pinned it
      leaver = kept.leaver();
    }
    return false;
  }

  private void free(Block block) {
    block.owner.forget(block);
    slots.giveBack(block.slot);
    if (isClosed) {
      slots.freeIdle(Long.MAX_VALUE);
    }
  }

  /** Drops all blocks of a source that nobody uses any more. */
  void drop(CachedBlocks owner) {
    long charged = 0;
    lock.lock();
    try {
      for (int number = 0; number < owner.count(); number++) {
        Block block = owner.get(number);
        if (block != null && block.leave()) {
          kept.remove(block);
          free(block);
        }
      }
      charged = uncharged();
    } finally {
      lock.unlock();
      charge.add(charged);
    }
  }
}
