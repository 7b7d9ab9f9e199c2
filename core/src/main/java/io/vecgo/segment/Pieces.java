package io.vecgo.segment;

import io.vecgo.cache.BlockCache;
import io.vecgo.cache.CachedBlocks;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Pieces of a section that are wanted together, anywhere in it and in any order, and where each is
 * copied to. A block that holds several is visited once. Used again and again; confined to one
 * thread.
 */
final class Pieces {
  /** A touch of a block by a piece is one number: the block, then the piece in so many bits. */
  private static final int PIECE_BITS = 24;

  private static final int PIECE_MASK = (1 << PIECE_BITS) - 1;

  private long[] offsets = new long[16];
  private long[] lengths = new long[16];
  private MemorySegment[] targets = new MemorySegment[16];
  private long[] targetOffsets = new long[16];
  private int count;
  private long[] touches = new long[32];
  private int touchCount;
  private int[] blocks = new int[32];
  private int[] touchesUpTo = new int[32]; // for each block where its touches end

  /** Adds a piece, which must lie within the section. */
  void add(long offset, long length, MemorySegment target, long targetOffset) {
    if (length == 0) {
      return;
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      targets = Arrays.copyOf(targets, 2 * count);
      targetOffsets = Arrays.copyOf(targetOffsets, 2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    targets[count] = target;
    targetOffsets[count] = targetOffset;
    addTouches(offset / BlockCache.BLOCK_BYTES, (offset + length - 1) / BlockCache.BLOCK_BYTES);
    count++;
  }

  /** Adds a piece that is not copied: its blocks are fetched for those who come next. */
  void touch(long offset, long length) {
    add(offset, length, MemorySegment.NULL, 0);
  }

  private void addTouches(long firstBlock, long lastBlock) {
    for (long block = firstBlock; block <= lastBlock; block++) {
      if (touchCount == touches.length) {
        touches = Arrays.copyOf(touches, 2 * touchCount);
      }
      touches[touchCount++] = block << PIECE_BITS | count;
    }
  }

  /** Copies all pieces; afterwards there are none. */
  void copyFrom(CachedBlocks from, int ahead) throws IOException {
    try {
      if (count > 0) {
        int blockCount = sortBlocks();
        from.visit(blocks, blockCount, ahead, this::copyOutOf);
      }
    } finally {
      Arrays.fill(targets, 0, count, MemorySegment.NULL);
      count = 0;
      touchCount = 0;
    }
  }

  /** Returns how many blocks there are. */
  private int sortBlocks() {
    Arrays.sort(touches, 0, touchCount);
    if (blocks.length < touchCount) {
      blocks = new int[touches.length];
      touchesUpTo = new int[touches.length];
    }
    int end = 0;
    for (int i = 0; i < touchCount; i++) {
      int block = (int) (touches[i] >>> PIECE_BITS);
      if (end == 0 || blocks[end - 1] != block) {
        blocks[end++] = block;
      }
      touchesUpTo[end - 1] = i + 1;
    }
    return end;
  }

  private void copyOutOf(int index, MemorySegment block) {
    long blockBegin = (long) blocks[index] * BlockCache.BLOCK_BYTES;
    long blockEnd = blockBegin + block.byteSize();
    for (int i = index == 0 ? 0 : touchesUpTo[index - 1]; i < touchesUpTo[index]; i++) {
      int piece = (int) touches[i] & PIECE_MASK;
      if (targets[piece].byteSize() == 0) {
        continue;
      }
      long begin = Math.max(offsets[piece], blockBegin);
      long end = Math.min(offsets[piece] + lengths[piece], blockEnd);
      MemorySegment.copy(
          block,
          begin - blockBegin,
          targets[piece],
          targetOffsets[piece] + begin - offsets[piece],
          end - begin);
    }
  }
}
