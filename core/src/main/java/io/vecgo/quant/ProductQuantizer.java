package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.TableKernels;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Product quantization (Jégou, Douze, Schmid 2011): a code is, for each subspace, the number of the
 * nearest of up to 256 centroids. The distance from a query to a centroid of a subspace is looked
 * up in a table that is made once a query, and a row's estimate is the sum over its code.
 *
 * <p>OPQ turns vectors by a learned rotation first. A rotation turns blocks of at most {@value
 * #BLOCK_COMPONENTS_MAX} components, whole subspaces each, by themselves: up to this dimension that
 * is the full rotation, above it what memory, training and queries can bear. A subspace larger than
 * that stays as it is.
 *
 * <p>File: kind, version, metric and whether rotated as bytes, dimension and subspaces (as asked
 * for) as varints, then the {@link Centroids} of each subspace and the {@link BlockRotation}.
 */
final class ProductQuantizer implements Quantizer {
  static final int VERSION = 1;

  static final int BLOCK_COMPONENTS_MAX = 512;

  /** Points for each centroid: more do not make better centroids. */
  private static final int TRAINING_ROWS_MAX = 40 * Centroids.COUNT_MAX;

  /** Bounds training in high dimensions: 64 MiB of points. */
  private static final int TRAINING_FLOATS_MAX = 1 << 24;

  private final Quantization.Product quantization;
  private final Metric metric;
  private final Subspaces subspaces;
  private final List<Centroids> centroids;
  private final BlockRotation rotation;

  private ProductQuantizer(
      Quantization.Product quantization,
      Metric metric,
      Subspaces subspaces,
      List<Centroids> centroids,
      BlockRotation rotation) {
    this.quantization = quantization;
    this.metric = metric;
    this.subspaces = subspaces;
    this.centroids = List.copyOf(centroids);
    this.rotation = rotation;
  }

  /**
   * Learns centroids from vectors. Equal arguments give equal quantizers.
   *
   * @param sample at least one vector; of many, evenly spread ones are used
   */
  static ProductQuantizer train(
      Quantization.Product quantization,
      Metric metric,
      int dimension,
      float[][] sample,
      long seed) {
    quantization.checkDimension(dimension);
    Subspaces subspaces = new Subspaces(dimension, quantization.subspacesFor(dimension));
    float[][] rows = trainingRows(sample, metric, dimension);
    List<Centroids> centroids = new ArrayList<>();
    List<BlockRotation.Block> blocks = new ArrayList<>();
    for (int first = 0; first < subspaces.count(); ) {
      int end = quantization.rotated() ? blockEnd(subspaces, first) : first + 1;
      BlockTraining training = train(subspaces, first, end, rows, seed);
      if (end - first > 1) {
        training.learnRotation();
        blocks.add(new BlockRotation.Block(subspaces.begin(first), training.rotation()));
      }
      centroids.addAll(training.centroids());
      first = end;
    }
    return new ProductQuantizer(
        quantization, metric, subspaces, centroids, new BlockRotation(blocks));
  }

  /** The subspace behind the block that begins with this one. */
  private static int blockEnd(Subspaces subspaces, int first) {
    int end = first + 1;
    while (end < subspaces.count()
        && subspaces.begin(end + 1) - subspaces.begin(first) <= BLOCK_COMPONENTS_MAX) {
      end++;
    }
    return end;
  }

  private static BlockTraining train(
      Subspaces subspaces, int first, int end, float[][] rows, long seed) {
    int begin = subspaces.begin(first);
    float[][] points = new float[subspaces.begin(end) - begin][rows.length];
    for (int component = 0; component < points.length; component++) {
      for (int row = 0; row < rows.length; row++) {
        points[component][row] = rows[row][begin + component];
      }
    }
    int[] sizes = IntStream.range(first, end).map(subspaces::size).toArray();
    return new BlockTraining(points, sizes, seed + first);
  }

  /** Evenly spread rows of the sample, as the metric sees them. */
  private static float[][] trainingRows(float[][] sample, Metric metric, int dimension) {
    int most = Math.min(TRAINING_ROWS_MAX, TRAINING_FLOATS_MAX / dimension);
    float[][] rows = new float[Math.min(sample.length, most)][dimension];
    for (int i = 0; i < rows.length; i++) {
      prepare(sample[(int) ((long) i * sample.length / rows.length)], metric, rows[i]);
    }
    return rows;
  }

  /** Under cosine, only the direction counts. */
  private static void prepare(float[] vector, Metric metric, float[] target) {
    float scale = metric == Metric.COSINE ? FloatDistances.scale(vector) : 1;
    for (int i = 0; i < vector.length; i++) {
      target[i] = vector[i] * scale;
    }
  }

  /** Reads what {@link #write} wrote. */
  static ProductQuantizer read(ByteReader in) {
    int version = in.u8();
    if (version != VERSION) {
      throw in.corrupt(
          "unknown version of a quantizer", Integer.toString(VERSION), Integer.toString(version));
    }
    Metric metric = readMetric(in);
    boolean rotated = readInt(in, "rotated", 0, 1) == 1;
    int dimension = readInt(in, "dimension", 1, Limits.DIMENSION_MAX);
    Quantization.Product quantization =
        new Quantization.Product(readInt(in, "subspaces", 0, dimension), rotated);
    Subspaces subspaces = new Subspaces(dimension, quantization.subspacesFor(dimension));
    List<Centroids> centroids = new ArrayList<>();
    for (int i = 0; i < subspaces.count(); i++) {
      centroids.add(Centroids.read(in, subspaces.size(i)));
    }
    return new ProductQuantizer(
        quantization, metric, subspaces, centroids, BlockRotation.read(in, dimension));
  }

  private static Metric readMetric(ByteReader in) {
    int code = in.u8();
    return Metric.ofCode(code).orElseThrow(() -> in.corrupt("metric", "0 to 2", "" + code));
  }

  private static int readInt(ByteReader in, String name, int min, int max) {
    long value = in.varint();
    if (value < min || value > max) {
      throw in.corrupt(name, min + " to " + max, Long.toString(value));
    }
    return (int) value;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(QuantizerKind.PRODUCT.code()).u8(VERSION);
    out.u8(metric.code()).u8(quantization.rotated() ? 1 : 0);
    out.varint(subspaces.dimension()).varint(quantization.subspaces());
    centroids.forEach(each -> each.write(out));
    rotation.write(out);
  }

  @Override
  public Quantization quantization() {
    return quantization;
  }

  @Override
  public boolean fits(Metric wanted, int dimension) {
    return metric == wanted && subspaces.dimension() == dimension;
  }

  @Override
  public int codeBytes() {
    return subspaces.count();
  }

  @Override
  public Encoder newEncoder() {
    return new NearestCentroids();
  }

  @Override
  public CodeDistances newDistances(MemorySegment codes) {
    return new TableDistances(codes);
  }

  BlockRotation rotation() {
    return rotation;
  }

  /** A vector as the centroids see it: of unit length under cosine, and rotated. */
  private final class Prepared {
    private final float[] scaled = new float[subspaces.dimension()];
    private final float[] work = new float[subspaces.dimension()];
    final float[] rotated = new float[subspaces.dimension()];

    void set(float[] vector) {
      prepare(vector, metric, scaled);
      rotation.apply(scaled, rotated, work);
    }
  }

  private final class NearestCentroids implements Encoder {
    private final Prepared prepared = new Prepared();
    private final float[] distances = new float[Centroids.COUNT_MAX];

    @Override
    public void encode(float[] vector, MemorySegment target, long offset) {
      prepared.set(vector);
      for (int i = 0; i < subspaces.count(); i++) {
        Centroids all = centroids.get(i);
        all.squaredDistances(prepared.rotated, subspaces.begin(i), distances);
        int nearest = Centroids.nearest(distances, all.count());
        target.set(ValueLayout.JAVA_BYTE, offset + i, (byte) nearest);
      }
    }
  }

  private final class TableDistances implements CodeDistances {
    private static final int BATCH = 4;

    private final MemorySegment codes;
    private final Prepared prepared = new Prepared();
    private final float[] table = new float[subspaces.count() * TableKernels.ENTRIES];
    private final float[] entries = new float[TableKernels.ENTRIES];
    private final float[] rest = new float[BATCH];

    TableDistances(MemorySegment codes) {
      this.codes = codes;
    }

    @Override
    public void aimAt(float[] query) {
      prepared.set(query);
      for (int i = 0; i < subspaces.count(); i++) {
        fillEntries(i);
        System.arraycopy(entries, 0, table, i * TableKernels.ENTRIES, TableKernels.ENTRIES);
      }
    }

    private void fillEntries(int subspace) {
      Centroids all = centroids.get(subspace);
      int begin = subspaces.begin(subspace);
      if (metric == Metric.L2) {
        all.squaredDistances(prepared.rotated, begin, entries);
      } else {
        all.negatedProducts(prepared.rotated, begin, entries);
      }
    }

    @Override
    public void to(int[] rows, int count, float[] out) {
      int i = 0;
      for (; i + BATCH <= count; i += BATCH) {
        sum(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], out, i);
      }
      if (i < count) {
        sumOfRest(rows, i, count, out);
      }
    }

    /** One to three rows: the last one stands in for those that are missing. */
    private void sumOfRest(int[] rows, int from, int count, float[] out) {
      int last = rows[count - 1];
      int second = from + 1 < count ? rows[from + 1] : last;
      sum(rows[from], second, last, last, rest, 0);
      System.arraycopy(rest, 0, out, from, count - from);
    }

    private void sum(int a, int b, int c, int d, float[] out, int at) {
      long bytes = subspaces.count();
      TableKernels.sum4(
          table, subspaces.count(), codes, a * bytes, b * bytes, c * bytes, d * bytes, out, at);
    }
  }
}
