package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.part.Effort;
import io.vecgo.part.ExactScan;
import io.vecgo.part.IdlePool;
import io.vecgo.part.VectorLease;
import io.vecgo.rows.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Vectors that are in memory, or mapped: they are compared where they lie. Thread-safe. */
final class MappedVectors implements SegmentVectors {
  private final SegmentInfo info;
  private final Section section;
  private final Supplier<FloatRows> scales;
  private final FloatKernels kernels;
  private final IdlePool<Comparer> comparers;

  /** What comparing vectors works with; handed from search to search. */
  private record Comparer(FloatDistances distances, ExactScan scan) {}

  /**
   * @param scales of all rows, verified
   */
  MappedVectors(
      SegmentInfo info,
      Section section,
      Supplier<FloatRows> scales,
      FloatKernels kernels,
      SegmentSections.Charges charges) {
    this.comparers = new IdlePool<>(charges.searches(), _ -> ExactScan.BYTES);
    this.info = info;
    this.section = section;
    this.scales = scales;
    this.kernels = kernels;
  }

  @Override
  public Effort scan(float[] query, RowSet rows, NearestRows result) {
    section.verify();
    Comparer comparer = comparers.take(this::newComparer);
    Effort effort =
        comparer.scan().run(comparer.distances().aimAt(query), strideBytes(), rows, result);
    comparers.giveBack(comparer);
    return effort;
  }

  @Override
  public void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    FloatRows all = all();
    List<FloatDistances> distances =
        queries.stream().map(query -> newDistances(all).aimAt(query)).toList();
    new ExactScan().runAll(distances, rows, results);
  }

  /** Verifies the rows that it reads and no others. */
  @Override
  public void distances(float[] query, int[] rows, int count, float[] out) {
    long start = System.nanoTime();
    long stride = strideBytes();
    for (int i = 0; i < count; i++) {
      section.makeReady(rows[i] * stride, stride);
    }
    Comparer comparer = comparers.take(this::newComparer);
    comparer.distances().aimAt(query).to(rows, count, out);
    comparers.giveBack(comparer);
    section.waits().note(System.nanoTime() - start, count, count * stride);
  }

  /** Reads what it is asked for and does not verify it. */
  private Comparer newComparer() {
    FloatRows rows = FloatRows.over(section.unverified(), info.dimension());
    return new Comparer(newDistances(rows), new ExactScan());
  }

  @Override
  public VectorDistances newDistances() {
    return newDistances(all());
  }

  private FloatDistances newDistances(FloatRows rows) {
    return new FloatDistances(kernels, info.metric(), rows, scales.get());
  }

  /** The system does so. */
  @Override
  public Optional<Runnable> fetch(int[] rows) {
    return Optional.empty();
  }

  @Override
  public void get(int row, float[] target) {
    section.makeReady(row * strideBytes(), strideBytes());
    FloatRows.over(section.unverified(), info.dimension()).get(row, target);
  }

  private long strideBytes() {
    return FloatRows.strideBytes(info.dimension());
  }

  @Override
  public FloatRows all() {
    return FloatRows.over(section.all(), info.dimension());
  }

  @Override
  public VectorLease lease() {
    return VectorLease.ofResident();
  }

  @Override
  public void verify() {
    section.verify();
  }
}
