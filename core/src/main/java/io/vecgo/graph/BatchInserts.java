package io.vecgo.graph;

import io.vecgo.model.IndexSettings;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Links rows into a graph batch by batch (Manohar et al., ParlayANN, arXiv 2305.04359): the rows of
 * a batch look for neighbours in the graph as it was before the batch, then those chosen link back,
 * each record changed by one thread and in a fixed order. So the graph does not depend on the
 * number of threads.
 *
 * <p>Rows of a batch do not see each other. Where a row's nearest is also that of others of its
 * batch, these are its candidates too: copies of one vector, of which the graph had none, would
 * else all hang on the same few rows.
 */
final class BatchInserts {
  private static final int PEERS = 8;
  private static final int BATCHES_PER_DOUBLING = 50;
  private static final int BATCH_ROWS_MIN = 8;
  private static final int BATCH_ROWS_MAX = 8192;
  private static final int BATCH_CANDIDATES_MAX = 4 << 20;

  private final LinkRecords records;
  private final Workers<BuildScratch> workers;
  private final int m;
  private final int ef;
  private final EntryRows.Growing entries;

  // Of the rows of a batch.
  private int[] batch = {};
  private long[] candidates = {};
  private int[] candidateCounts = {};
  private long[] byNearest = {};
  private int[] heads = {};

  BatchInserts(
      LinkRecords records,
      Workers<BuildScratch> workers,
      IndexSettings settings,
      EntryRows.Growing entries) {
    this.records = records;
    this.workers = workers;
    this.m = settings.m();
    this.ef = settings.efConstruction();
    this.entries = entries;
  }

  static int candidatesMax(int linksMax, int ef) {
    return Math.max(ef + PEERS + 1, 2 * linksMax);
  }

  /**
   * Links the rows, in this order.
   *
   * @param linked rows that are linked already
   * @param progress told the number of linked rows after each batch
   */
  void run(int[] rows, int linked, IntConsumer progress) throws InterruptedException {
    for (int from = 0; from < rows.length; ) {
      int size = Math.min(rows.length - from, batchSize(linked + from, ef));
      insert(Arrays.copyOfRange(rows, from, from + size));
      from += size;
      progress.accept(linked + from);
    }
  }

  /** Rows of the next batch: few are not seen by the others, and their candidates fit. */
  static int batchSize(int linked, int ef) {
    int most = Math.min(BATCH_ROWS_MAX, BATCH_CANDIDATES_MAX / ef);
    int share = Math.max(linked / BATCHES_PER_DOUBLING, Math.min(linked, BATCH_ROWS_MIN));
    return Math.clamp(share, 1, most);
  }

  private void insert(int[] rows) throws InterruptedException {
    batch = rows;
    candidates = candidates.length < rows.length * ef ? new long[rows.length * ef] : candidates;
    candidateCounts = new int[rows.length];
    workers.run(rows.length, this::find);
    groupByNearest();
    workers.run(rows.length, this::choose);
    linkBack();
    entries.addAll(batch);
  }

  private void find(int from, int to, BuildScratch scratch) {
    for (int i = from; i < to; i++) {
      int found = find(batch[i], scratch);
      System.arraycopy(scratch.ranked, 0, candidates, i * ef, found);
      candidateCounts[i] = found;
    }
  }

  /** Ranks the rows found near a row, exactly; returns how many there are. */
  private int find(int row, BuildScratch scratch) {
    WalkScratch walk = scratch.walk;
    scratch.walking.aimAt(row);
    int starts = entries.nearest(scratch.walking, walk);
    GraphWalk.walk(records, scratch.walking, walk.starts, starts, _ -> true, ef, walk);
    int found = walk.pool.copyWantedTo(scratch.ranked);
    if (!scratch.walksExactly()) {
      scratch.rankAgain(row, found);
    }
    return found;
  }

  /** Sorts the batch so that rows with the same nearest row are side by side. */
  private void groupByNearest() {
    byNearest = new long[batch.length];
    for (int i = 0; i < batch.length; i++) {
      byNearest[i] = (long) Ranked.row(nearest(i)) << Integer.SIZE | i;
    }
    Arrays.sort(byNearest);
    heads = new int[batch.length];
    for (int place = 1; place < batch.length; place++) {
      boolean isSame = nearest((int) byNearest[place]) == nearest((int) byNearest[place - 1]);
      heads[place] = isSame ? heads[place - 1] : place;
    }
  }

  private long nearest(int i) {
    return candidateCounts[i] == 0 ? 0 : candidates[i * ef];
  }

  private void choose(int from, int to, BuildScratch scratch) {
    for (int place = from; place < to; place++) {
      int i = (int) byNearest[place];
      int count = rankPeers(place, scratch);
      System.arraycopy(candidates, i * ef, scratch.ranked, count, candidateCounts[i]);
      count += candidateCounts[i];
      Arrays.sort(scratch.ranked, 0, count);
      int chosen = scratch.selection.select(scratch.ranked, count, m, m, scratch.exact);
      records.replace(batch[i], scratch.selection.chosen(), chosen);
    }
  }

  /**
   * Ranks a few rows of the batch that have the same nearest row: those before this one, and the
   * first that is as far from it, which may be the first of many copies.
   */
  private int rankPeers(int place, BuildScratch scratch) {
    int count = 0;
    int first = Math.max(0, place - PEERS);
    for (int peer = place - 1; peer >= first && haveSameNearest(peer, place); peer--) {
      scratch.rows[count++] = batch[(int) byNearest[peer]];
    }
    if (heads[place] < first) {
      scratch.rows[count++] = batch[(int) byNearest[heads[place]]];
    }
    scratch.rank(batch[(int) byNearest[place]], count);
    return count;
  }

  private boolean haveSameNearest(int place, int other) {
    return byNearest[place] >>> Integer.SIZE == byNearest[other] >>> Integer.SIZE;
  }

  /** Adds the links back to the batch: sorted by who gets them, so that each record is one's. */
  private void linkBack() throws InterruptedException {
    long[] links = newLinks();
    int[] groups = groupStarts(links);
    workers.run(
        groups.length - 1,
        (from, to, scratch) -> {
          for (int group = from; group < to; group++) {
            addLinks(links, groups[group], groups[group + 1], scratch);
          }
        });
  }

  /** The links to make, target row in the upper half, sorted. */
  private long[] newLinks() {
    long[] links = new long[batch.length * m];
    int[] chosen = new int[records.linksMax()];
    int count = 0;
    for (int row : batch) {
      int degree = records.read(row, chosen);
      for (int i = 0; i < degree; i++) {
        links[count++] = (long) chosen[i] << Integer.SIZE | row;
      }
    }
    Arrays.sort(links, 0, count);
    return Arrays.copyOf(links, count);
  }

  /** Where the links of each record begin, and the end. */
  private static int[] groupStarts(long[] links) {
    int[] starts = new int[links.length + 1];
    int groups = 0;
    for (int i = 0; i < links.length; i++) {
      if (i == 0 || links[i] >>> Integer.SIZE != links[i - 1] >>> Integer.SIZE) {
        starts[groups++] = i;
      }
    }
    starts[groups] = links.length;
    return Arrays.copyOf(starts, groups + 1);
  }

  private void addLinks(long[] links, int from, int to, BuildScratch scratch) {
    int row = (int) (links[from] >>> Integer.SIZE);
    int linksMax = records.linksMax();
    for (int i = from; i < to; ) {
      int count = records.read(row, scratch.rows);
      int added = Math.min(to - i, linksMax);
      for (int k = 0; k < added; k++) {
        scratch.rows[count++] = (int) links[i++];
      }
      if (count <= linksMax) {
        records.replace(row, scratch.rows, count);
      } else {
        thinOut(row, count, scratch);
      }
    }
  }

  private void thinOut(int row, int count, BuildScratch scratch) {
    int linksMax = records.linksMax();
    scratch.rank(row, count);
    int chosen =
        scratch.selection.select(scratch.ranked, count, linksMax, linksMax / 2, scratch.exact);
    records.replace(row, scratch.selection.chosen(), chosen);
  }
}
