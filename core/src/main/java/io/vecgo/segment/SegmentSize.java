package io.vecgo.segment;

import io.vecgo.columns.MetadataStatistics;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.TurboLayout;
import io.vecgo.kernel.Ball;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.quant.Quantizers;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How large the sections of segments with so many rows will be, in bytes; a formula that follows
 * {@code docs/format/segment.md}. Exact but for documents, columns and text, which depend on what
 * is in them, and for a few hundred bytes a segment.
 *
 * @param vectors and their scales
 * @param codes and their quantizer
 * @param graph links
 * @param turbo records of the turbo layout
 * @param ids numbers of rows
 * @param keys and the table that finds them
 * @param documents metadata as given
 * @param columns which rows have which values
 * @param text which rows have which terms
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
    long columns,
    long text,
    long payloads,
    long checksums) {
  private static final long OFFSET_BYTES = Long.BYTES;

  /** Of a segment in a manifest: names, sizes, numbers, checksums. */
  private static final long ENTRY_BYTES = 45;

  /** Step and radius of a ball; its centre has a byte a component. */
  private static final int BALL_BYTES = Float.BYTES + Double.BYTES;

  /**
   * What a row has besides its vector.
   *
   * @param key bytes of the key, on average; 0 without keys
   * @param payload bytes of the payload, on average
   * @param fields of its metadata
   */
  public record Content(int key, int payload, List<FieldSize> fields) {
    /** Nothing. */
    public static final Content NONE = new Content(0, 0, List.of());

    public Content {
      fields = List.copyOf(fields);
    }

    private long sum(ToLongFunction<FieldSize> figure) {
      return fields.stream().mapToLong(figure).sum();
    }
  }

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
            rows * (1 + OFFSET_BYTES) + content.sum(field -> field.documentBytes(rows)),
            content.sum(field -> field.columnBytes(rows)),
            content.sum(field -> field.textBytes(rows)),
            rows * (content.payload() + OFFSET_BYTES),
            0);
    return unchecked.withChecksums();
  }

  private static long vectorBytes(SegmentSpec spec) {
    int scale = spec.metric() == Metric.COSINE ? Float.BYTES : 0;
    return FloatRows.strideBytes(spec.dimension()) + scale;
  }

  static long codes(SegmentSpec spec, long rows) {
    return rows * Quantizers.codeBytes(spec.index().quantization(), spec.dimension())
        + Quantizers.quantizerBytes(spec.index().quantization(), spec.dimension());
  }

  /** What a manifest says of one segment. */
  public static long entryBytes(SegmentSpec spec, long rows, Content content) {
    int ball = spec.dimension() > Ball.DIMENSION_MAX ? 0 : spec.dimension() + BALL_BYTES;
    long metadata = content.sum(field -> field.statisticsBytes(rows));
    return ENTRY_BYTES + ball + Math.min(MetadataStatistics.BYTES_MAX, metadata);
  }

  private SegmentSize withChecksums() {
    long crcs = bytes() / SegmentLayout.BLOCK_BYTES * Integer.BYTES;
    return new SegmentSize(
        vectors, codes, graph, turbo, ids, keys, documents, columns, text, payloads, crcs);
  }

  /** All of it. */
  public long bytes() {
    return vectors + codes + graph + turbo + ids + keys + documents + columns + text + payloads
        + checksums;
  }
}
