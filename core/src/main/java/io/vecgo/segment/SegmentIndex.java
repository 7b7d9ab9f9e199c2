package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.TurboRecords;
import io.vecgo.graph.TurboWalk;
import io.vecgo.graph.WalkGoal;
import io.vecgo.graph.WalkScratch;
import io.vecgo.kernel.Distances;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.part.Effort;
import io.vecgo.part.ExactScan;
import io.vecgo.part.IdlePool;
import io.vecgo.part.WalkLimits;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The graph of an open segment, walked through turbo records or codes if it has any. Thread-safe.
 */
final class SegmentIndex {
  private final SegmentGraph graph;
  private final double oversampling;
  private final Supplier<Walker> newWalker;
  private final IdlePool<Walker> walkers;

  /** What one walk works with; handed from walk to walk. */
  private interface Walker {
    Effort walk(float[] query, WalkGoal goal, NearestRows result);

    /** Looks at all rows with the distances of walks. */
    Effort scan(float[] query, RowSet rows, NearestRows result);

    long memoryBytes();
  }

  /** Walks along links and reads what distances are computed from elsewhere. */
  private record GraphWalker(
      SegmentGraph graph,
      Distances distances,
      long bytesPerDistance,
      Consumer<float[]> aim,
      WalkScratch scratch,
      ExactScan scan,
      LongSupplier copiesBytes)
      implements Walker {

    @Override
    public Effort walk(float[] query, WalkGoal goal, NearestRows result) {
      aim.accept(query);
      graph.search(distances, goal, scratch, result);
      long bytes =
          scratch.distanceComputations() * bytesPerDistance + scratch.hops() * graph.recordBytes();
      return Effort.ofWalk(scratch.distanceComputations(), scratch.hops(), scratch.reach())
          .meeting(scratch.rowsNear(), scratch.wantedNear())
          .givenUp(scratch.isGivenUp())
          .reading(bytes);
    }

    @Override
    public Effort scan(float[] query, RowSet rows, NearestRows result) {
      aim.accept(query);
      return scan.run(distances, bytesPerDistance, rows, result);
    }

    @Override
    public long memoryBytes() {
      return scratch.bytes() + ExactScan.BYTES + copiesBytes.getAsLong();
    }
  }

  /** Walks from record to record. */
  private record TurboWalker(TurboWalk turbo) implements Walker {

    @Override
    public Effort walk(float[] query, WalkGoal goal, NearestRows result) {
      turbo.search(query, goal, result);
      return Effort.ofWalk(turbo.distanceComputations(), turbo.hops(), turbo.reach())
          .meeting(turbo.rowsNear(), turbo.wantedNear())
          .givenUp(turbo.isGivenUp())
          .reading(turbo.bytesRead());
    }

    @Override
    public Effort scan(float[] query, RowSet rows, NearestRows result) {
      throw new UnsupportedOperationException("turbo records have no code of each row");
    }

    @Override
    public long memoryBytes() {
      return turbo.memoryBytes();
    }
  }

  private SegmentIndex(
      SegmentGraph graph, double oversampling, MemoryCharge searches, Supplier<Walker> newWalker) {
    this.walkers = new IdlePool<>(searches, Walker::memoryBytes);
    this.graph = graph;
    this.oversampling = oversampling;
    this.newWalker = newWalker;
  }

  /** Walks read turbo records. */
  static SegmentIndex of(SegmentGraph graph, TurboRecords records, MemoryCharge searches) {
    return new SegmentIndex(graph, 1, searches, () -> new TurboWalker(new TurboWalk(records)));
  }

  /** Walks read codes. */
  static SegmentIndex of(
      SegmentGraph graph, Codes codes, double oversampling, MemoryCharge searches) {
    return new SegmentIndex(
        graph,
        oversampling,
        searches,
        () -> {
          var distances = codes.newDistances();
          return new GraphWalker(
              graph,
              distances,
              codes.quantizer().codeBytes(),
              distances::aimAt,
              graph.newScratch(),
              new ExactScan(),
              () -> 0);
        });
  }

  /**
   * Walks read vectors.
   *
   * @param vectorBytes of one
   */
  static SegmentIndex of(
      SegmentGraph graph,
      long vectorBytes,
      Supplier<VectorDistances> newDistances,
      MemoryCharge searches) {
    return new SegmentIndex(
        graph,
        1,
        searches,
        () -> {
          VectorDistances distances = newDistances.get();
          return new GraphWalker(
              graph,
              distances,
              vectorBytes,
              distances::aimAt,
              graph.newScratch(),
              new ExactScan(),
              distances::memoryBytes);
        });
  }

  SegmentGraph graph() {
    return graph;
  }

  double oversampling() {
    return oversampling;
  }

  /** Looks at all rows with the distances of walks, which read codes. */
  Effort scan(float[] query, RowSet rows, NearestRows result) {
    Walker walker = walkers.take(newWalker);
    Effort effort = walker.scan(query, rows, result);
    walkers.giveBack(walker);
    return effort;
  }

  Effort walk(float[] query, WalkLimits limits, NearestRows result) {
    Walker walker = walkers.take(newWalker);
    Effort effort = walker.walk(query, limits.goal(), result);
    walkers.giveBack(walker);
    return effort;
  }
}
