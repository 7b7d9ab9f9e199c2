package io.vecgo.graph;

import io.vecgo.kernel.Distances;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * A hierarchical navigable small world graph (Malkov and Yashunin, arXiv 1603.09320) that grows row
 * by row and can be searched meanwhile.
 *
 * <p>Every row is in the base layer; each higher layer holds a row in m. A search runs down from
 * the top, greedily, and spreads out on the base layer. A new row links itself to a diverse choice
 * of its nearest rows and is linked back by them; a full record is thinned out to two m, so that
 * thinning is paid once in m links.
 *
 * <p>Threads: inserts of different rows may run at once, each guards the record that it changes by
 * one of a fixed set of locks and holds one at a time; searches take no lock. A row is linked when
 * its insert returns; like every approximate index, a walk may miss some rows, and whoever needs a
 * number of them counts.
 */
public final class HnswGraph {
  private static final int LOCKS = 1024;
  private static final int LEVEL_MAX = 30;
  private static final long LEVEL_SEED = 0x9E37_79B9_7F4A_7C15L;

  private final IndexSettings settings;
  private final Diversity diversity;
  private final BaseLinks base;
  private final UpperLinks upper = new UpperLinks();
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
  private final ReentrantLock entryLock = new ReentrantLock();
  private volatile Entry entry = Entry.NONE;

  /** Where every search begins: a row of the highest layer. */
  private record Entry(int row, int level) {
    static final Entry NONE = new Entry(-1, -1);
  }

  /**
   * A graph without rows.
   *
   * @param metric of the distances with which rows will be inserted
   */
  public HnswGraph(Metric metric, IndexSettings settings) {
    this.settings = settings;
    this.diversity = Diversity.of(metric);
    this.base = new BaseLinks(3 * settings.m());
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** Makes room for rows. Called by one thread at a time, before their insert. */
  public void ensureCapacity(int rows, Arena arena) {
    base.ensureCapacity(rows, arena);
    upper.ensureCapacity(rows);
  }

  /** Memory that is taken at a time, in bytes. */
  public long chunkBytes() {
    return base.chunkBytes();
  }

  /**
   * Memory taken by links once there is {@linkplain #ensureCapacity room} for so many rows, in
   * bytes: those of the base layer, and a tenth more for all others. Of 0 rows what is taken now.
   */
  public long capacityBytes(int rows) {
    return base.capacityBytes(rows) * 11 / 10;
  }

  /** Memory of the links of one row, in bytes: those of the base layer, and a tenth more. */
  public long rowBytes() {
    return base.strideBytes() * 11 / 10;
  }

  /** Whether descents from the top may meet a row. */
  public boolean isInUpperLayers(int row) {
    return levelOf(row) > 0;
  }

  /** The base layer, in which every row is. It changes as rows are linked. */
  public Links links() {
    return base;
  }

  /** Fresh memory for walks of this graph. */
  public WalkScratch newScratch() {
    return new WalkScratch(base.linksMax());
  }

  /** Fresh memory for inserts into this graph. */
  public InsertScratch newInsertScratch() {
    return new InsertScratch(
        newScratch(), settings.efConstruction(), base.linksMax() + 1, diversity);
  }

  /**
   * The nearest wanted rows.
   *
   * @param fromQuery aimed at the query
   */
  public void search(Distances fromQuery, WalkGoal goal, WalkScratch scratch, NearestRows result) {
    scratch.startCounting();
    Entry start = entry;
    if (start.level() < 0) {
      return;
    }
    long nearest = descend(fromQuery, start, 0, scratch);
    scratch.starts[0] = nearest;
    GraphWalk.walk(base, fromQuery, scratch.starts, 1, goal, scratch);
    scratch.pool.drainWanted(result);
  }

  /**
   * Links a row. Its vector must be in place, and {@link #ensureCapacity} must have made room.
   *
   * @param distances of the rows of this graph; aimed anew as needed
   */
  public void insert(int row, RowDistances distances, InsertScratch scratch) {
    insert(row, distances, distances, false, scratch);
  }

  /**
   * Links a row, which is looked for with distances that may be cheaper and less exact.
   *
   * @param estimates of the rows of this graph; what they find is ranked by {@code distances}
   */
  public void insert(
      int row, RowDistances distances, RowDistances estimates, InsertScratch scratch) {
    insert(row, distances, estimates, true, scratch);
  }

  private void insert(
      int row,
      RowDistances distances,
      RowDistances walking,
      boolean areEstimates,
      InsertScratch scratch) {
    int level = levelOf(row);
    if (entry.level() < 0 && becomeFirst(row, level)) {
      return;
    }
    Entry start = entry;
    int top = Math.min(level, start.level());
    chooseLinks(row, top, start, distances, walking, areEstimates, scratch);
    // From below: whoever meets the row on a layer can go on from it.
    for (int layer = 0; layer <= top; layer++) {
      linkBack(row, layer, distances, scratch);
    }
    if (level > start.level()) {
      raiseEntry(row, level);
    }
  }

  private void chooseLinks(
      int row,
      int top,
      Entry start,
      RowDistances distances,
      RowDistances walking,
      boolean areEstimates,
      InsertScratch scratch) {
    walking.aimAt(row);
    long nearest = descend(walking, start, top, scratch.walk);
    for (int layer = top; layer >= 0; layer--) {
      walking.aimAt(row);
      walk(walking, nearest, layer, any -> any != row, settings.efConstruction(), scratch.walk);
      int found = scratch.walk.pool.copyWantedTo(scratch.candidates);
      nearest = found > 0 ? scratch.candidates[0] : nearest;
      if (areEstimates) {
        distances.aimAt(row);
        scratch.rankCandidates(found, distances);
      }
      int chosen =
          scratch.selection.select(
              scratch.candidates, found, settings.m(), settings.m(), distances);
      replace(row, layer, scratch.selection.chosen(), chosen);
    }
  }

  private void linkBack(int row, int layer, RowDistances distances, InsertScratch scratch) {
    int count = neighbours(row, layer, scratch.links);
    for (int i = 0; i < count; i++) {
      addLink(scratch.links[i], row, layer, distances, scratch);
    }
  }

  /** A level with probability m^-level, from the row alone: graphs of equal rows are equal. */
  private int levelOf(int row) {
    long hash = (row + 1) * LEVEL_SEED;
    hash = (hash ^ (hash >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    hash ^= hash >>> 32;
    double uniform = ((hash >>> 11) + 1) * 0x1p-53;
    return (int) Math.min(LEVEL_MAX, -Math.log(uniform) / Math.log(settings.m()));
  }

  private boolean becomeFirst(int row, int level) {
    entryLock.lock();
    try {
      boolean first = entry.level() < 0;
      entry = first ? new Entry(row, level) : entry;
      return first;
    } finally {
      entryLock.unlock();
    }
  }

  private void raiseEntry(int row, int level) {
    entryLock.lock();
    try {
      entry = level > entry.level() ? new Entry(row, level) : entry;
    } finally {
      entryLock.unlock();
    }
  }

  /** Walks greedily from the top to the layer above {@code layer}; returns the nearest row met. */
  private long descend(Distances from, Entry start, int layer, WalkScratch scratch) {
    scratch.rows[0] = start.row();
    from.to(scratch.rows, 1, scratch.distances);
    scratch.distanceComputations++;
    long nearest = Ranked.of(scratch.distances[0], start.row());
    for (int upper = start.level(); upper > layer; upper--) {
      nearest = greedy(from, nearest, upper, scratch);
    }
    return nearest;
  }

  private long greedy(Distances from, long start, int layer, WalkScratch scratch) {
    long nearest = start;
    long before;
    do {
      before = nearest;
      int count = neighbours(Ranked.row(nearest), layer, scratch.rows);
      from.to(scratch.rows, count, scratch.distances);
      scratch.distanceComputations += count;
      scratch.hops++;
      for (int i = 0; i < count; i++) {
        nearest = Math.min(nearest, Ranked.of(scratch.distances[i], scratch.rows[i]));
      }
    } while (nearest != before);
    return nearest;
  }

  /** Best-first search of one layer; leaves its finds in the pool. */
  private void walk(
      Distances from, long start, int layer, IntPredicate wanted, int ef, WalkScratch scratch) {
    scratch.starts[0] = start;
    GraphWalk.walk(layer(layer), from, scratch.starts, 1, wanted, ef, scratch);
  }

  private Links layer(int layer) {
    return layer == 0 ? base : new UpperLayer(layer);
  }

  /** One of the layers above the base layer. */
  private final class UpperLayer implements Links {
    private final int layer;

    UpperLayer(int layer) {
      this.layer = layer;
    }

    @Override
    public int read(int row, int[] target, int to) {
      int[] linked = upper.get(row, layer);
      System.arraycopy(linked, 0, target, to, linked.length);
      return linked.length;
    }

    @Override
    public int linksMax() {
      return settings.m();
    }

    @Override
    public int capacityRows() {
      return base.capacityRows();
    }
  }

  private int neighbours(int row, int layer, int[] target) {
    if (layer == 0) {
      return base.read(row, target);
    }
    int[] links = upper.get(row, layer);
    System.arraycopy(links, 0, target, 0, links.length);
    return links.length;
  }

  private void addLink(
      int row, int neighbour, int layer, RowDistances distances, InsertScratch scratch) {
    ReentrantLock lock = locks[row & (LOCKS - 1)];
    lock.lock();
    try {
      if (layer > 0 || !base.append(row, neighbour)) {
        thinOut(row, neighbour, layer, distances, scratch);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Chooses the links of a row anew among those it has and one more. */
  private void thinOut(
      int row, int newNeighbour, int layer, RowDistances distances, InsertScratch scratch) {
    int[] rows = scratch.neighbours;
    int count = neighbours(row, layer, rows);
    rows[count++] = newNeighbour;
    int most = layer == 0 ? 2 * settings.m() : settings.m();
    if (count <= most) {
      replace(row, layer, rows, count);
      return;
    }
    distances.aimAt(row);
    distances.to(rows, count, scratch.neighbourDistances);
    scratch.rank(count);
    int chosen = scratch.selection.select(scratch.ranked, count, most, settings.m(), distances);
    replace(row, layer, scratch.selection.chosen(), chosen);
  }

  private void replace(int row, int layer, int[] links, int count) {
    if (layer == 0) {
      base.replace(row, links, count);
    } else {
      upper.set(row, layer, Arrays.copyOf(links, count));
    }
  }
}
