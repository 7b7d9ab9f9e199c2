package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.WalkGoal;
import io.vecgo.graph.WalkScratch;
import io.vecgo.kernel.RowDistances;
import io.vecgo.quant.CodeDistances;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures how many candidates of a walk through codes must be compared by their full vectors. Some
 * rows are searched for, themselves left out: among all candidates of each the nearest are ranked
 * truly, and it is noted where the estimates had ranked them.
 */
final class OversamplingProbe {
  private static final int PROBES_MAX = 64;
  private static final int NEAREST = 10;
  private static final int CANDIDATES = 250;

  /** Share of the nearest that are among the candidates compared. */
  private static final double COVERED = 0.998;

  private final SegmentGraph graph;
  private final CodeDistances estimates;
  private final RowDistances exact;
  private final IntFunction<float[]> vectorOf;
  private final WalkScratch scratch;

  OversamplingProbe(
      SegmentGraph graph, Codes codes, RowDistances exact, IntFunction<float[]> vectorOf) {
    this.graph = graph;
    this.estimates = codes.newDistances();
    this.exact = exact;
    this.vectorOf = vectorOf;
    this.scratch = graph.newScratch();
  }

  /** Candidates to compare, in multiples of the results wanted, in steps of a half. */
  double measure() {
    int probes = Math.min(PROBES_MAX, graph.rows());
    int[] places =
        IntStream.range(0, probes)
            .map(i -> (int) ((long) i * graph.rows() / probes))
            .flatMap(row -> Arrays.stream(placesOfNearest(row)))
            .sorted()
            .toArray();
    if (places.length == 0) {
      return 1.5;
    }
    int covering = places[(int) Math.ceil(COVERED * places.length) - 1] + 1;
    return Math.max(1.5, Math.ceil(2.0 * covering / NEAREST) / 2);
  }

  /** The places, from 0, that estimates give to the nearest rows of a row. */
  private int[] placesOfNearest(int row) {
    NearestRows found = new NearestRows(CANDIDATES);
    estimates.aimAt(vectorOf.apply(row));
    graph.search(estimates, WalkGoal.of(other -> other != row, CANDIDATES), scratch, found);
    int[] candidates = Arrays.stream(found.drainSorted()).mapToInt(Ranked::row).toArray();
    float[] distances = new float[candidates.length];
    exact.aimAt(row);
    exact.to(candidates, candidates.length, distances);
    long[] placesByDistance = new long[candidates.length];
    for (int place = 0; place < candidates.length; place++) {
      placesByDistance[place] = Ranked.of(distances[place], place);
    }
    Arrays.sort(placesByDistance);
    return Arrays.stream(placesByDistance).limit(NEAREST).mapToInt(Ranked::row).toArray();
  }
}
