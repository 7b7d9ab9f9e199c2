package io.vecgo.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * Which blocks are fetched with one request each: neighbours, and those with small gaps between.
 */
final class Runs {
  /** A MiB: what an object store sends in about the time of its first byte. */
  static final int BLOCKS_MAX = 16;

  /** Reading over so few blocks takes less time than a request, and costs less. */
  private static final int GAP_MAX = 4;

  private Runs() {}

  /**
   * Divides blocks of one owner, in ascending order.
   *
   * @param isNear whether a request costs about nothing
   */
  static List<List<Block>> of(List<Block> blocks, boolean isNear) {
    int gapMax = isNear ? 0 : GAP_MAX;
    List<List<Block>> runs = new ArrayList<>();
    List<Block> run = new ArrayList<>();
    for (Block block : blocks) {
      if (!run.isEmpty() && !continues(run, block, gapMax)) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(block);
    }
    runs.add(run);
    return runs;
  }

  private static boolean continues(List<Block> run, Block block, int gapMax) {
    int gap = block.number - run.getLast().number - 1;
    return gap <= gapMax && block.number - run.getFirst().number < BLOCKS_MAX;
  }

  /** Blocks that a request reads, those in gaps included. */
  static int span(List<Block> run) {
    return run.getLast().number - run.getFirst().number + 1;
  }
}
