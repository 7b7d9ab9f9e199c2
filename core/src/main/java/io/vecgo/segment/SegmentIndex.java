package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.WalkGoal;
import io.vecgo.graph.WalkScratch;
import io.vecgo.kernel.Distances;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.part.Effort;
import io.vecgo.part.IdlePool;
import io.vecgo.part.WalkLimits;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The graph of an open segment, walked through its codes if it has any. Thread-safe. */
final class SegmentIndex {
  private final SegmentGraph graph;
  private final double oversampling;
  private final Supplier<Walker> newWalker;
  private final IdlePool<Walker> walkers = new IdlePool<>();

  /** What one walk works with; handed from walk to walk. */
  private record Walker(Distances distances, Consumer<float[]> aim, WalkScratch scratch) {}

  private SegmentIndex(SegmentGraph graph, double oversampling, Supplier<Walker> newWalker) {
    this.graph = graph;
    this.oversampling = oversampling;
    this.newWalker = newWalker;
  }

  /** Walks read codes. */
  static SegmentIndex of(SegmentGraph graph, Codes codes, double oversampling) {
    return new SegmentIndex(
        graph,
        oversampling,
        () -> {
          var distances = codes.newDistances();
          return new Walker(distances, distances::aimAt, graph.newScratch());
        });
  }

  /** Walks read vectors. */
  static SegmentIndex of(SegmentGraph graph, Supplier<FloatDistances> newDistances) {
    return new SegmentIndex(
        graph,
        1,
        () -> {
          FloatDistances distances = newDistances.get();
          return new Walker(distances, distances::aimAt, graph.newScratch());
        });
  }

  SegmentGraph graph() {
    return graph;
  }

  double oversampling() {
    return oversampling;
  }

  Effort walk(float[] query, WalkLimits limits, NearestRows result) {
    Walker walker = walkers.take(newWalker);
    WalkScratch scratch = walker.scratch();
    walker.aim().accept(query);
    WalkGoal goal =
        new WalkGoal(limits.wanted()::contains, limits.ef(), limits.patience(), limits.bound());
    graph.search(walker.distances(), goal, scratch, result);
    Effort effort = Effort.ofWalk(scratch.distanceComputations(), scratch.hops(), scratch.reach());
    walkers.giveBack(walker);
    return effort;
  }
}
