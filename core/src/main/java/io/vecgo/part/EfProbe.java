package io.vecgo.part;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Patience;
import io.vecgo.graph.Ranked;
import io.vecgo.graph.SharedBound;
import io.vecgo.graph.WalkGoal;
import io.vecgo.graph.WalkScratch;
import io.vecgo.kernel.Distances;
import io.vecgo.kernel.RowDistances;
import io.vecgo.rows.RowSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how many rows the walks of a graph must keep in sight to find nearly all of the ten
 * nearest. A few rows are searched for as if they were not in the graph. Text embeddings need no
 * more than the least; random vectors of many dimensions need so many that a scan costs less.
 */
public final class EfProbe {
  /** Rows that a walk for ten results keeps in sight at least. */
  public static final int EF_LEAST = 128;

  /** Rows that are looked for. */
  public static final int NEAREST = 10;

  private static final int PROBES_MAX = 32;

  /** More than what is promised of recall: rows are easier to find than queries are. */
  private static final double RECALL_WANTED = 0.97;

  /** Where the least ef does not find that, rows are hard to find, and what is measured varies. */
  private static final double RECALL_WANTED_OF_HARD = 0.98;

  private static final double STEP = 1.5;

  /** A walk that computes the distances of a larger share of the rows is no better than a scan. */
  private static final double SHARE_MAX = 0.5;

  /** Walks as searches do. */
  public interface Walker {
    /**
     * Offers the rows found near a row, which is not met itself.
     *
     * @return distances computed
     */
    long walk(int row, WalkGoal goal, NearestRows result);
  }

  /** How a graph is searched. */
  public interface GraphSearch {
    void run(Distances fromQuery, WalkGoal goal, WalkScratch scratch, NearestRows result);
  }

  /**
   * Walks a graph past the row that is searched for.
   *
   * @param distances those of walks
   * @param scratch for this walker alone
   */
  public static Walker past(RowDistances distances, WalkScratch scratch, GraphSearch graph) {
    return (row, goal, result) -> {
      distances.aimAt(row);
      scratch.hide(row);
      graph.run(distances, goal, scratch, result);
      return scratch.distanceComputations();
    };
  }

  private final RowSet rows;
  private final Supplier<? extends RowDistances> exact;
  private final Walker walker;
  private final int candidates;

  /**
   * @param rows those that count
   * @param exact distances between rows by their full vectors
   * @param candidates rows that a walk finds, of which the ten nearest are taken
   */
  public EfProbe(
      RowSet rows, Supplier<? extends RowDistances> exact, Walker walker, int candidates) {
    this.rows = rows;
    this.exact = exact;
    this.walker = walker;
    this.candidates = Math.max(NEAREST, candidates);
  }

  /** A row that is searched for, and the distance of the last of its nearest. */
  private record Probe(int row, RowDistances distances, float reach) {}

  /**
   * The least ef of those tried that finds enough; as many as there are rows if walks that find
   * enough cost more than scans.
   *
   * @param isFit whether a row can be searched for as if it were not there
   */
  public int measure(IntPredicate isFit) {
    List<Probe> probes = probes(isFit);
    long wanted = (long) probes.size() * Math.min(NEAREST, rows.cardinality() - 1);
    double costMax = SHARE_MAX * probes.size() * rows.cardinality();
    for (int ef = EF_LEAST; ef < rows.cardinality(); ef = (int) (STEP * ef)) {
      long cost = 0;
      long found = 0;
      for (Probe probe : probes) {
        NearestRows result = new NearestRows(candidates);
        cost += walker.walk(probe.row(), goal(ef), result);
        found += foundOf(probe, result);
      }
      if (found >= recallWanted(ef) * wanted) {
        return ef;
      }
      if (cost > costMax) {
        break;
      }
    }
    return Math.max(EF_LEAST, rows.cardinality());
  }

  private static double recallWanted(int ef) {
    return ef == EF_LEAST ? RECALL_WANTED : RECALL_WANTED_OF_HARD;
  }

  private WalkGoal goal(int ef) {
    return new WalkGoal(
        rows::contains, Patience.ROOM * ef, Patience.of(NEAREST, ef), SharedBound.none());
  }

  /** Some rows that stand for all, with the truth about them, for which the rows are read once. */
  private List<Probe> probes(IntPredicate isFit) {
    int[] chosen = chosen(isFit);
    List<RowDistances> distances =
        Stream.<RowDistances>generate(exact).limit(chosen.length).toList();
    List<NearestRows> nearest =
        Stream.generate(() -> new NearestRows(NEAREST + 1)).limit(chosen.length).toList();
    for (int i = 0; i < chosen.length; i++) {
      distances.get(i).aimAt(chosen[i]);
    }
    new ExactScan().runAll(distances, rows, nearest);
    return IntStream.range(0, chosen.length)
        .mapToObj(i -> probe(chosen[i], distances.get(i), nearest.get(i)))
        .toList();
  }

  private int[] chosen(IntPredicate isFit) {
    int step = Math.max(1, rows.span() / PROBES_MAX);
    return IntStream.range(0, PROBES_MAX)
        .map(i -> rows.nextRow(i * step))
        .filter(row -> row >= 0 && row < rows.span() && isFit.test(row))
        .distinct()
        .toArray();
  }

  private static Probe probe(int row, RowDistances distances, NearestRows nearest) {
    long[] others =
        Arrays.stream(nearest.drainSorted()).filter(other -> Ranked.row(other) != row).toArray();
    int last = Math.min(NEAREST, others.length) - 1;
    return new Probe(row, distances, last < 0 ? 0 : Ranked.distance(others[last]));
  }

  /** Rows found that are as near as the last of the nearest: copies may stand in for another. */
  private static int foundOf(Probe probe, NearestRows result) {
    int[] found = Arrays.stream(result.drainSorted()).mapToInt(Ranked::row).toArray();
    float[] distances = new float[found.length];
    Distances exact = probe.distances();
    exact.to(found, found.length, distances);
    int count = 0;
    for (float distance : distances) {
      count += distance <= probe.reach() ? 1 : 0;
    }
    return Math.min(NEAREST, count);
  }
}
