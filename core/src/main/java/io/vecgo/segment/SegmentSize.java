package io.vecgo.segment;

import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.TurboLayout;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.quant.Quantizers;

/**
 * How large the sections of segments with so many rows will be, in bytes; a formula that follows
 * {@code docs/format/segment.md}. Exact but for documents and columns, which depend on what is in
 * them, and for a few hundred bytes a segment.
 *
 * @param vectors and their scales
 * @param codes and their quantizer
 * @param graph links
 * @param turbo records of the turbo layout
 * @param ids numbers of rows
 * @param keys and the table that finds them
 * @param documents and metadata columns
 * @param payloads as given
 * @param checksums of all sections
 */
public record SegmentSize(
    long vectors,
    long codes,
    long graph,
    long turbo,
    long ids,
    long keys,
    long documents,
    long payloads,
    long checksums) {
  private static final long OFFSET_BYTES = Long.BYTES;

  /**
   * Bytes of a row besides its vector, on average.
   *
   * @param key of the key; 0 without keys
   * @param document of the metadata as JSON or as encoded, which is about the same
   * @param payload of the payload
   */
  public record Content(int key, int document, int payload) {}

  /** The sizes of so many rows, all of which have an index. */
  public static SegmentSize of(SegmentSpec spec, long rows, Content content) {
    IndexSettings index = spec.index();
    boolean isTurbo = index.layout() == Layout.TURBO;
    SegmentSize unchecked =
        new SegmentSize(
            rows * vectorBytes(spec),
            isTurbo ? 0 : codes(spec, rows),
            SegmentGraph.bytes(rows, index),
            isTurbo ? rows * new TurboLayout(spec.metric(), spec.dimension()).strideBytes() : 0,
            rows * Long.BYTES,
            rows * (content.key() + OFFSET_BYTES) + (content.key() > 0 ? KeyTable.bytes(rows) : 0),
            rows * (Math.max(1, content.document()) + columnBytes(content) + OFFSET_BYTES),
            rows * (content.payload() + OFFSET_BYTES),
            0);
    return unchecked.withChecksums();
  }

  private static long vectorBytes(SegmentSpec spec) {
    int scale = spec.metric() == Metric.COSINE ? Float.BYTES : 0;
    return FloatRows.strideBytes(spec.dimension()) + scale;
  }

  private static long codes(SegmentSpec spec, long rows) {
    return rows * Quantizers.codeBytes(spec.index().quantization(), spec.dimension())
        + Quantizers.quantizerBytes(spec.index().quantization(), spec.dimension());
  }

  /** Columns hold values once in a stripe and numbers of rows; documents also names. */
  private static long columnBytes(Content content) {
    return content.document() * 3L / 4;
  }

  private SegmentSize withChecksums() {
    long crcs = bytes() / SegmentLayout.BLOCK_BYTES * Integer.BYTES;
    return new SegmentSize(vectors, codes, graph, turbo, ids, keys, documents, payloads, crcs);
  }

  /** All of it. */
  public long bytes() {
    return vectors + codes + graph + turbo + ids + keys + documents + payloads + checksums;
  }

  /** What walks read: it should be in memory. */
  public long walkedBytes() {
    return graph + turbo + (turbo > 0 ? 0 : Math.max(codes, codes == 0 ? vectors : 0));
  }
}
