package io.vecgo.segment;

import io.vecgo.graph.GraphBuilder;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Quantization;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the index of rows that are about to become a segment: codes, graph, and how many candidates
 * codes need. It all lies in memory until {@link #close}.
 */
final class IndexBuild implements AutoCloseable {
  private static final int NO_ROW = -1;

  private final SegmentSpec spec;
  private final FloatKernels kernels;
  private final RowSource source;
  private final int[] rows;
  private final FloatRows vectors;
  private final FloatRows scales;
  private final Arena arena = Arena.ofShared();

  /**
   * @param rows rows of the source that become rows 0, 1, ... of the segment
   */
  IndexBuild(SegmentSpec spec, FloatKernels kernels, RowSource source, int[] rows) {
    this.spec = spec;
    this.kernels = kernels;
    this.source = source;
    this.rows = rows;
    this.vectors = source.vectors();
    this.scales = source.scales();
  }

  /**
   * An index in memory.
   *
   * @param codes what walks read instead of vectors, if anything
   * @param oversampling see {@link io.vecgo.part.Part#oversampling}
   */
  record Index(SegmentGraph graph, Optional<Codes> codes, double oversampling) {}

  Index build() throws InterruptedIOException {
    Optional<Codes> codes = codes();
    SegmentGraph graph = graph(codes);
    double oversampling =
        codes
            .map(made -> new OversamplingProbe(graph, made, newDistances(), this::vector).measure())
            .orElse(1.0);
    return new Index(graph, codes, oversampling);
  }

  private Optional<Codes> codes() {
    Quantization quantization = spec.index().quantization();
    return quantization instanceof Quantization.None
        ? Optional.empty()
        : Optional.of(
            Codes.of(
                quantization, spec.metric(), spec.dimension(), rows.length, this::vector, arena));
  }

  private SegmentGraph graph(Optional<Codes> codes) throws InterruptedIOException {
    GraphBuilder builder =
        new GraphBuilder(rows.length, spec.metric(), spec.index(), this::newDistances)
            .walkingWith(walkDistances(codes))
            .threads(Runtime.getRuntime().availableProcessors());
    source.links().ifPresent(linked -> builder.adopting(linked.links(), newRowOf(linked)));
    try {
      return builder.build(arena);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("building a graph of " + rows.length + " rows");
    }
  }

  /** Codes of four bits and more find the same neighbours as vectors, in half of the time. */
  private Supplier<RowDistances> walkDistances(Optional<Codes> codes) {
    boolean fine =
        switch (spec.index().quantization()) {
          case Quantization.Scalar _ -> true;
          case Quantization.RaBitQ raBitQ -> raBitQ.bits() >= 4;
          default -> false;
        };
    return fine ? () -> codes.orElseThrow().newRowDistances(this::vector) : this::newDistances;
  }

  private RowDistances newDistances() {
    FloatDistances ofSource = new FloatDistances(kernels, spec.metric(), vectors, scales);
    return new SelectedDistances(ofSource, rows);
  }

  private float[] vector(int row) {
    return vectors.get(rows[row]);
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
