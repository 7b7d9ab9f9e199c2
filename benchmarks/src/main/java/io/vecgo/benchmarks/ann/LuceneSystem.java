package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Apache Lucene: HNSW graphs of 16 links, efConstruction 100. Cosine is the inner product of
 * vectors that are made unit vectors beforehand.
 *
 * @param encoding of the vectors the graph is searched with; empty for float32. What a search with
 *     codes found is ranked again with the float32 vectors.
 * @param segments one, or as many as merging leaves
 */
record LuceneSystem(String config, Optional<ScalarEncoding> encoding, Segments segments)
    implements SystemUnderTest {
  static final String VECTOR_FIELD = "vector";
  static final String ROW_FIELD = "row";

  private static final int LINKS = 16;
  private static final int EF_CONSTRUCTION = 100;

  /** What becomes of the segments after the last row. */
  enum Segments {
    /** Lucene's own choices: buffer of 16 MB, merges as the default policy wants them. */
    DEFAULT(IndexWriterConfig.DEFAULT_RAM_BUFFER_SIZE_MB),
    /** The same, and all merged into one: that builds faster than with large buffers. */
    ONE(16);

    private final double bufferMegabytes;

    Segments(double bufferMegabytes) {
      this.bufferMegabytes = bufferMegabytes;
    }
  }

  static List<SystemUnderTest> all() {
    return List.of(
        new LuceneSystem("f32-1seg", Optional.empty(), Segments.ONE),
        new LuceneSystem("f32-segs", Optional.empty(), Segments.DEFAULT),
        new LuceneSystem("7bit-1seg", Optional.of(ScalarEncoding.SEVEN_BIT), Segments.ONE),
        new LuceneSystem("4bit-1seg", Optional.of(ScalarEncoding.PACKED_NIBBLE), Segments.ONE),
        new LuceneSystem(
            "bbq-1seg", Optional.of(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE), Segments.ONE));
  }

  @Override
  public String system() {
    return "lucene";
  }

  @Override
  public int[] knobs() {
    return Knobs.candidates();
  }

  @Override
  public List<float[]> prepare(List<float[]> vectors, Metric metric) {
    return metric == Metric.COSINE ? Vectors.normalised(vectors) : vectors;
  }

  @Override
  public void build(List<float[]> base, BuildTask task) throws IOException, InterruptedException {
    try (ExecutorService mergeThreads = Executors.newFixedThreadPool(task.threads());
        FSDirectory directory = FSDirectory.open(task.folder());
        IndexWriter writer = new IndexWriter(directory, settings(task, mergeThreads))) {
      AtomicInteger next = new AtomicInteger();
      Workers.run(task.threads(), () -> addAll(base, next, writer, task));
      if (segments == Segments.ONE) {
        writer.forceMerge(1);
      }
      writer.commit();
    }
  }

  private IndexWriterConfig settings(BuildTask task, ExecutorService mergeThreads) {
    return new IndexWriterConfig()
        .setCodec(codec(format(task.threads(), mergeThreads)))
        .setRAMBufferSizeMB(segments.bufferMegabytes)
        .setUseCompoundFile(false);
  }

  private KnnVectorsFormat format(int threads, ExecutorService mergeThreads) {
    return encoding
        .<KnnVectorsFormat>map(codes ->
            new Lucene104HnswScalarQuantizedVectorsFormat(
                codes, LINKS, EF_CONSTRUCTION, threads, mergeThreads))
        .orElseGet(
            () -> new Lucene99HnswVectorsFormat(LINKS, EF_CONSTRUCTION, threads, mergeThreads));
  }

  private static Codec codec(KnnVectorsFormat format) {
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }

  private static void addAll(
      List<float[]> base, AtomicInteger next, IndexWriter writer, BuildTask task)
      throws IOException {
    for (int row = next.getAndIncrement(); row < base.size(); row = next.getAndIncrement()) {
      Document document = new Document();
      document.add(new KnnFloatVectorField(VECTOR_FIELD, base.get(row), similarity(task.metric())));
      document.add(new NumericDocValuesField(ROW_FIELD, row));
      if (task.withBuckets()) {
        document.add(new IntField(Selectivity.FIELD, Selectivity.bucket(row), Field.Store.NO));
      }
      writer.addDocument(document);
    }
  }

  private static VectorSimilarityFunction similarity(Metric metric) {
    return switch (metric) {
      case L2 -> VectorSimilarityFunction.EUCLIDEAN;
      case COSINE -> VectorSimilarityFunction.DOT_PRODUCT;
      case DOT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
    };
  }

  @Override
  public OpenIndex open(OpenTask task) throws IOException {
    return LuceneIndex.open(task, encoding.isPresent());
  }
}
