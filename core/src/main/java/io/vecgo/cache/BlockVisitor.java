package io.vecgo.cache;

import java.lang.foreign.MemorySegment;

/** Takes what it needs of blocks. */
public interface BlockVisitor {

  /**
   * Told of each wanted block once, in no order, on the thread that asked.
   *
   * @param index of the block among those that are wanted
   * @param bytes valid until it returns
   */
  void visit(int index, MemorySegment bytes);
}
