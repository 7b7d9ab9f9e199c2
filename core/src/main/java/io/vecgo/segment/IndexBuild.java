package io.vecgo.segment;

import io.vecgo.graph.GraphBuilder;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.part.EfProbe;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Makes the index of rows that are about to become a segment: graph, turbo records or codes, and
 * how many candidates codes need. It all lies in memory until {@link #close}.
 */
final class IndexBuild implements AutoCloseable {
  private static final int NO_ROW = -1;

  private final SegmentSpec spec;
  private final FloatKernels kernels;
  private final RowSource source;
  private final int[] rows;
  private final int threads;
  private final FloatRows vectors;
  private final FloatRows scales;
  private final Arena arena = Arena.ofShared();

  /**
   * @param rows rows of the source that become rows 0, 1, ... of the segment
   * @param threads to work with, the calling one among them
   */
  IndexBuild(SegmentSpec spec, FloatKernels kernels, RowSource source, int[] rows, int threads) {
    this.spec = spec;
    this.kernels = kernels;
    this.source = source;
    this.rows = rows;
    this.threads = threads;
    this.vectors = source.vectors();
    this.scales = source.scales();
  }

  /**
   * An index in memory.
   *
   * @param turbo a {@link TurboSection}, if walks read one
   * @param codes what walks read instead of vectors, if anything
   * @param oversampling see {@link io.vecgo.part.Part#oversampling}
   */
  record Index(
      SegmentGraph graph,
      Optional<MemorySegment> turbo,
      Optional<Codes> codes,
      double oversampling) {}

  /**
   * Builds it.
   *
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  Index build() throws InterruptedIOException {
    try {
      return switch (spec.index().layout()) {
        case COMPACT -> compact();
        case TURBO -> turbo();
      };
    } catch (InterruptedException | CancellationException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("building an index of " + rows.length + " rows");
    }
  }

  private Index compact() throws InterruptedException {
    boolean hasCodes = !(spec.index().quantization() instanceof Quantization.None);
    Optional<Codes> codes = hasCodes ? Optional.of(codes()) : Optional.empty();
    SegmentGraph graph = graph(codes);
    double oversampling =
        codes
            .map(made -> new OversamplingProbe(graph, made, newDistances(), this::vector).measure())
            .orElse(1.0);
    graph.noteEf(ef(graph, codes, oversampling));
    return new Index(graph, Optional.empty(), codes, oversampling);
  }

  private int ef(SegmentGraph graph, Optional<Codes> codes, double oversampling) {
    RowDistances distances =
        codes
            .<RowDistances>map(made -> made.newRowDistances(this::vector))
            .orElseGet(this::newDistances);
    EfProbe.Walker walker = EfProbe.past(distances, graph.newScratch(), graph::search);
    int candidates = (int) Math.ceil(EfProbe.NEAREST * oversampling);
    return new EfProbe(RowSet.range(rows.length), this::newDistances, walker, candidates)
        .measure(row -> !graph.isEntry(row));
  }

  /** Codes are made only to build the graph, if they are good for that. */
  private Index turbo() throws InterruptedException {
    SegmentGraph graph = graph(codesAreFine() ? Optional.of(codes()) : Optional.empty());
    MemorySegment section =
        TurboSection.build(spec, graph, this::read, this::newDistances, threads, arena);
    graph.noteEf(ef(graph, Optional.empty(), 1));
    return new Index(graph, Optional.of(section), Optional.empty(), 1);
  }

  private Codes codes() throws InterruptedException {
    return Codes.of(
        spec.index().quantization(),
        spec.metric(),
        spec.dimension(),
        rows.length,
        this::vector,
        threads,
        arena);
  }

  private SegmentGraph graph(Optional<Codes> codes) throws InterruptedException {
    GraphBuilder builder =
        new GraphBuilder(rows.length, spec.metric(), spec.index(), this::newDistances)
            .walkingWith(walkDistances(codes))
            .threads(threads);
    source.links().ifPresent(linked -> builder.adopting(linked.links(), newRowOf(linked)));
    return builder.build(arena);
  }

  /** Codes of four bits and more find the same neighbours as vectors, in half of the time. */
  private Supplier<RowDistances> walkDistances(Optional<Codes> codes) {
    return codesAreFine()
        ? () -> codes.orElseThrow().newRowDistances(this::vector)
        : this::newDistances;
  }

  private boolean codesAreFine() {
    return switch (spec.index().quantization()) {
      case Quantization.Scalar _ -> true;
      case Quantization.RaBitQ raBitQ -> raBitQ.bits() >= 4;
      default -> false;
    };
  }

  private RowDistances newDistances() {
    FloatDistances ofSource = new FloatDistances(kernels, spec.metric(), vectors, scales);
    return new SelectedDistances(ofSource, rows);
  }

  private float[] vector(int row) {
    return vectors.get(rows[row]);
  }

  private float read(int row, float[] target) {
    vectors.get(rows[row], target);
    return spec.metric() == Metric.COSINE ? scales.first(rows[row]) : 1;
  }

  /** For each row of a graph over the source its row in the segment. */
  private int[] newRowOf(LinkedRows linked) {
    int[] newRowOf = new int[linked.links().capacityRows()];
    Arrays.fill(newRowOf, NO_ROW);
    for (int row = 0; row < rows.length; row++) {
      int old = rows[row] - linked.firstRow();
      if (old >= 0 && old < linked.rows()) {
        newRowOf[old] = row;
      }
    }
    return newRowOf;
  }

  @Override
  public void close() {
    arena.close();
  }
}
