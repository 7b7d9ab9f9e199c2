package io.vecgo.segment;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.part.Effort;
import io.vecgo.part.IdlePool;
import io.vecgo.part.VectorLease;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of which blocks are in memory: the rows that are wanted at a time are copied. Who needs
 * all of them takes a lease, for which the whole section is read. Thread-safe.
 */
final class PagedVectors implements SegmentVectors {
  private final SegmentInfo info;
  private final PagedSection section;
  private final Supplier<FloatRows> scales;
  private final FloatKernels kernels;
  private final MemoryCharge charge;
  private final IdlePool<CopiedRows> idle;
  private @Nullable Whole whole; // guarded by this

  /** All rows, and how many leases there are. */
  private static final class Whole {
    final Arena memory = Arena.ofShared();
    final FloatRows rows;
    int leases;

    Whole(PagedSection section, int dimension) {
      MemorySegment all = memory.allocate(section.length(), SegmentLayout.ALIGNMENT);
      boolean isComplete = false;
      try {
        section.copyAll(all);
        isComplete = true;
      } finally {
        if (!isComplete) {
          memory.close();
        }
      }
      this.rows = FloatRows.over(all, dimension);
    }
  }

  /**
   * @param scales of all rows, verified
   */
  PagedVectors(
      SegmentInfo info,
      PagedSection section,
      Supplier<FloatRows> scales,
      FloatKernels kernels,
      SegmentSections.Charges charges) {
    this.info = info;
    this.section = section;
    this.scales = scales;
    this.kernels = kernels;
    this.charge = charges.segments();
    this.idle = new IdlePool<>(charges.searches(), CopiedRows::memoryBytes);
  }

  private CopiedRows newCopiedRows() {
    return new CopiedRows(info, section, scales, kernels);
  }

  @Override
  public Effort scan(float[] query, RowSet rows, NearestRows result) {
    scanAll(List.of(query), rows, List.of(result));
    return Effort.ofScan(rows.cardinality(), FloatRows.strideBytes(info.dimension()));
  }

  /** Window by window, each of which is compared with all queries. */
  @Override
  public void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    CopiedRows copied = idle.take(this::newCopiedRows);
    List<FloatDistances> distances =
        queries.stream().map(query -> distancesTo(copied).aimAt(query)).toList();
    int[] window = new int[copied.rowsMax()];
    float[] found = new float[copied.rowsMax()];
    int row = rows.nextRow(0);
    while (row != RowSet.END) {
      int count = 0;
      for (; row != RowSet.END && count < window.length; row = rows.nextRow(row + 1)) {
        window[count++] = row;
      }
      copied.copy(window, 0, count);
      for (int i = 0; i < results.size(); i++) {
        distances.get(i).to(copied.places(), count, found);
        results.get(i).offerAll(window, count, found);
      }
    }
    idle.giveBack(copied);
  }

  private FloatDistances distancesTo(CopiedRows copied) {
    return new FloatDistances(kernels, info.metric(), copied.copies(), copied.scalesOfCopies());
  }

  @Override
  public void distances(float[] query, int[] rows, int count, float[] out) {
    CopiedRows copied = idle.take(this::newCopiedRows);
    copied.aimAt(query).to(rows, count, out);
    idle.giveBack(copied);
  }

  @Override
  public VectorDistances newDistances() {
    return newCopiedRows();
  }

  @Override
  public Optional<Runnable> fetch(int[] rows) {
    long stride = FloatRows.strideBytes(info.dimension());
    boolean isThere = Arrays.stream(rows).allMatch(row -> section.holds(row * stride, stride));
    return isThere || !section.hasRoomFor(rows.length)
        ? Optional.empty()
        : Optional.of(() -> fetch(rows, stride));
  }

  private void fetch(int[] rows, long stride) {
    Pieces pieces = new Pieces();
    for (int row : rows) {
      pieces.touch(row * stride, stride);
    }
    section.copy(pieces);
  }

  @Override
  public void get(int row, float[] target) {
    long stride = FloatRows.strideBytes(info.dimension());
    MemorySegment.copy(
        section.slice(row * stride, stride), LittleEndian.F32, 0, target, 0, info.dimension());
  }

  @Override
  public synchronized FloatRows all() {
    if (whole == null) {
      throw new IllegalStateException("a lease keeps all vectors in memory: there is none");
    }
    return whole.rows;
  }

  @Override
  public synchronized VectorLease lease() {
    Whole leased = whole == null ? new Whole(section, info.dimension()) : whole;
    if (leased.leases++ == 0) {
      whole = leased;
      charge.add(section.length());
    }
    return this::endLease;
  }

  private synchronized void endLease() {
    Whole leased = whole;
    if (leased != null && --leased.leases == 0) {
      whole = null;
      leased.memory.close();
      charge.add(-section.length());
    }
  }

  @Override
  public void verify() {
    section.verify();
  }
}
