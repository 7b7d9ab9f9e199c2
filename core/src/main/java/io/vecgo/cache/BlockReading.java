package io.vecgo.cache;

import java.io.IOException;

/** One visit of blocks: those that are there first, then the others as they come. */
final class BlockReading {
  private final BlockCache cache;
  private final CachedBlocks owner;
  private final int[] wanted;
  private final BlockVisitor visitor;
  private final int[] pending; // indexes into wanted
  private int pendingCount;

  BlockReading(
      BlockCache cache, CachedBlocks owner, int[] wanted, int count, BlockVisitor visitor) {
    this.cache = cache;
    this.owner = owner;
    this.wanted = wanted;
    this.visitor = visitor;
    this.pending = new int[count];
    this.pendingCount = count;
    for (int i = 0; i < count; i++) {
      pending[i] = i;
    }
  }

  void run(int ahead) throws IOException {
    visitPresent();
    cache.told(owner, wanted, pending.length, pendingCount);
    while (pendingCount > 0) {
      loadSome(ahead);
    }
  }

  /** What is left pending is not there, or has gone again. */
  private void visitPresent() {
    int left = 0;
    for (int i = 0; i < pendingCount; i++) {
      if (!visit(pending[i])) {
        pending[left++] = pending[i];
      }
    }
    pendingCount = left;
  }

  private boolean visit(int index) {
    Block block = owner.get(wanted[index]);
    if (block == null || !block.pin()) {
      return false;
    }
    try {
      visitor.visit(index, block.bytes);
      return true;
    } finally {
      block.unpin();
    }
  }

  /** Blocks that this thread loads do not leave before it has visited them. */
  private void loadSome(int ahead) throws IOException {
    Claim claim = cache.claim(owner, wanted, pending, pendingCount, ahead);
    try {
      cache.load(owner, claim.blocks());
      claim.throwFailure();
      visitPresent();
    } finally {
      cache.settle(claim.blocks());
    }
  }
}
