package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.graph.GraphDamage;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.model.Limits;
import io.vecgo.quant.Quantizer;
import io.vecgo.quant.Quantizers;
import io.vecgo.resources.MemoryCharge;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sections of a segment that hold its index: the graph, and turbo records or quantizer and
 * codes, if there are any.
 */
record IndexSections(
    Section graph, Optional<Section> turbo, Optional<Section> quantizer, Optional<Section> codes) {

  /** Those of a file; empty if it has no graph. */
  static Optional<IndexSections> of(SegmentFile file) {
    Optional<Section> turbo = file.optional(SectionKind.TURBO);
    Optional<Section> quantizer =
        turbo.isPresent() ? Optional.empty() : file.optional(SectionKind.QUANTIZER);
    return file.optional(SectionKind.GRAPH)
        .map(graph ->
            new IndexSections(
                graph,
                turbo,
                quantizer,
                quantizer.map(_ -> file.requiredOfTail(SectionKind.CODES))));
  }

  /** Writes an index into a file. */
  static void write(IndexBuild.Index index, SectionWriter out) throws IOException {
    if (index.codes().isPresent()) {
      Codes codes = index.codes().get();
      ByteWriter quantizer = new ByteWriter().f64(index.oversampling());
      codes.quantizer().write(quantizer);
      write(quantizer.written(), SectionKind.QUANTIZER, out);
      write(codes.bytes(), SectionKind.CODES, out);
    }
    write(index.graph().bytes(), SectionKind.GRAPH, out);
    if (index.turbo().isPresent()) {
      write(index.turbo().get(), SectionKind.TURBO, out);
    }
  }

  private static void write(MemorySegment bytes, SectionKind kind, SectionWriter out)
      throws IOException {
    out.begin();
    out.write(bytes);
    out.end(kind);
  }

  /** How many times k candidates are reranked; 1 without codes. */
  double oversampling() {
    return quantizer.map(section -> oversampling(section.reader(0, section.length()))).orElse(1.0);
  }

  /** Rows that a walk for ten results keeps in sight, unless its query says otherwise. */
  int ef() {
    return SegmentGraph.ef(graph.reader(0, Math.min(SegmentGraph.HEADER_BYTES, graph.length())));
  }

  private static double oversampling(ByteReader in) {
    double oversampling = in.f64();
    if (!(oversampling > 1 && oversampling <= Limits.OVERSAMPLING_MAX)) {
      throw in.corrupt(
          "invalid oversampling",
          "more than 1, up to " + Limits.OVERSAMPLING_MAX,
          Double.toString(oversampling));
    }
    return oversampling;
  }

  /**
   * Verifies and checks all of the index, so that no walk leaves the rows.
   *
   * @param newDistances of full vectors, for segments without codes
   * @param searches charged with what walks keep
   */
  SegmentIndex read(
      SegmentInfo info, Supplier<VectorDistances> newDistances, MemoryCharge searches) {
    SegmentGraph links = readGraph(info);
    if (turbo.isPresent()) {
      return SegmentIndex.of(links, TurboSection.read(turbo.get(), info, links), searches);
    }
    return quantizer.isEmpty()
        ? SegmentIndex.of(links, FloatRows.strideBytes(info.dimension()), newDistances, searches)
        : SegmentIndex.of(links, readCodes(info).orElseThrow(), oversampling(), searches);
  }

  /** The codes, verified; empty if there are none. */
  Optional<Codes> readCodes(SegmentInfo info) {
    return quantizer.map(section -> readCodes(info, section, codes.orElseThrow()));
  }

  private SegmentGraph readGraph(SegmentInfo info) {
    MemorySegment bytes = graph.all();
    SegmentGraph.headerDamage(bytes, info.rows()).ifPresent(this::refuse);
    SegmentGraph links = SegmentGraph.over(bytes);
    links.recordDamage().ifPresent(this::refuse);
    return links;
  }

  private void refuse(GraphDamage damage) {
    throw graph
        .place()
        .corrupt(damage.offset(), damage.problem(), damage.expected(), damage.found());
  }

  private static Codes readCodes(SegmentInfo info, Section quantizer, Section codes) {
    ByteReader in = quantizer.reader(0, quantizer.length());
    var _ = oversampling(in);
    Quantizer made = Quantizers.read(in);
    in.expectEnd();
    if (!made.fits(info.metric(), info.dimension())) {
      throw in.corrupt(
          "quantizer of other vectors",
          info.metric().label() + " of " + info.dimension() + " components",
          "another metric or dimension");
    }
    long expected = (long) info.rows() * made.codeBytes();
    if (codes.length() != expected) {
      throw codes
          .place()
          .corrupt(0, "wrong length", expected + " bytes", codes.length() + " bytes");
    }
    return new Codes(made, codes.all());
  }
}
