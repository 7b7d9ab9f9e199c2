package io.vecgo.cache;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one source, those of them that are in a {@link BlockCache} and those that are not.
 * Thread-safe; {@link #close} must not run beside a {@link #visit}.
 */
public final class CachedBlocks implements AutoCloseable {
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final BlockCache cache;
  private final BlockSource source;
  private final long seed;
  private final AtomicReferenceArray<@Nullable Block> blocks;

  CachedBlocks(BlockCache cache, BlockSource source, long seed) {
    this.cache = cache;
    this.source = source;
    this.seed = seed;
    long count = (source.length() + BlockCache.BLOCK_BYTES - 1) / BlockCache.BLOCK_BYTES;
    this.blocks = new AtomicReferenceArray<>(Math.toIntExact(count));
  }

  /** Number of blocks; all but the last one are whole. */
  public int count() {
    return blocks.length();
  }

  /**
   * Shows blocks to the visitor. Those that are not in memory are fetched, together and side by
   * side; a block that another thread fetches at the moment is waited for. Any number of blocks can
   * be visited, whatever the size of the cache.
   *
   * @param wanted numbers of blocks, ascending, no two the same
   * @param count how many of them
   * @param ahead how many blocks behind the last one to fetch too, if anything is fetched and there
   *     is room
   * @throws IOException if a block cannot be read now
   * @throws io.vecgo.model.CorruptException if a block is not what was written
   */
  public void visit(int[] wanted, int count, int ahead, BlockVisitor visitor) throws IOException {
    new BlockReading(cache, this, wanted, count, visitor).run(ahead);
  }

  /** Whether a block is in memory at the moment. */
  public boolean holds(int number) {
    Block block = blocks.get(number);
    return block != null && !block.isLoading();
  }

  BlockSource source() {
    return source;
  }

  @Nullable Block get(int number) {
    return blocks.get(number);
  }

  void put(Block block) {
    blocks.set(block.number, block);
  }

  void forget(Block block) {
    blocks.compareAndSet(block.number, block, null);
  }

  long hash(int number) {
    long mixed = (seed + number) * SPREAD;
    return mixed ^ (mixed >>> 32);
  }

  long offset(int number) {
    return (long) number * BlockCache.BLOCK_BYTES;
  }

  long length(int number) {
    return Math.min(BlockCache.BLOCK_BYTES, source.length() - offset(number));
  }

  /** Drops all blocks. */
  @Override
  public void close() {
    cache.drop(this);
  }
}
