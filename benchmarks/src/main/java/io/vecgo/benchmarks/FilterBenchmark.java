package io.vecgo.benchmarks;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.Kernels;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.SegmentWriter;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What it takes to find the rows that satisfy a filter: by decoding each document, by the columns
 * of a memtable, by those of a segment. Best of many turns, in microseconds.
 */
final class FilterBenchmark {
  private static final int ROWS = 50_000;
  private static final int DIMENSION = 2;
  private static final int TURN_MILLIS = 300;
  private static final int TURNS = 5;
  private static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "it", "pl", "sv");

  private static final List<String> FILTERS =
      List.of(
          "lang = 'en'",
          "user = 'user-4711'",
          "user in ('user-1', 'user-2', 'user-3', 'user-4')",
          "lang in ('de', 'en', 'fr')",
          "price < 1",
          "price < 50",
          "price >= 10 and price < 20",
          "year >= 2000",
          "lang = 'en' and (price < 10 or containsAny(tags, ('t1', 't2'))) and not exists(x)",
          "not lang = 'en'",
          "startsWith(user, 'user-1')",
          "contains(lang, 'e')",
          "contains(user, '471')",
          "contains(title, 'word 471 ')");

  private final FloatKernels kernels = Kernels.choose();
  private final List<Document> documents = documents();

  static void run() throws IOException {
    new FilterBenchmark().measure();
  }

  private static List<Document> documents() {
    Random random = new Random(1);
    List<Document> documents = new ArrayList<>(ROWS);
    for (int row = 0; row < ROWS; row++) {
      documents.add(
          Document.of(
                  "lang",
                  LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                  "user",
                  "user-" + row,
                  "price",
                  random.nextDouble() * 100)
              .with("year", 1980 + random.nextInt(46))
              .with("tags", List.of("t" + random.nextInt(20), "t" + random.nextInt(20)))
              .with("title", ("word " + row + " of a title ").repeat(4)));
    }
    return documents;
  }

  private void measure() throws IOException {
    Memtable table =
        new Memtable("memtable", DIMENSION, Metric.L2, IndexSettings.DEFAULT, kernels, 1);
    table.acquire();
    fill(table);
    MemtablePart memtable = new MemtablePart(table, RowSet.range(ROWS));
    Segment segment = segment(memtable);
    System.out.printf(
        Locale.ROOT, "%-90s %8s %10s %9s %9s%n", "", "match", "documents", "memtable", "segment");
    for (String text : FILTERS) {
      measure(Filter.parse(text), memtable, new SegmentPart(segment, RowSet.range(ROWS)));
    }
    segment.release();
    table.release();
  }

  private void fill(Memtable table) {
    Random random = new Random(2);
    table.reserve(ROWS);
    for (int row = 0; row < ROWS; row++) {
      VectorRecord vector = VectorRecord.of(random.nextFloat(), random.nextFloat());
      table.put(row, vector.withMetadata(documents.get(row)));
    }
  }

  private Segment segment(MemtablePart rows) throws IOException {
    MemoryStore store = new MemoryStore();
    SegmentSpec spec = new SegmentSpec(DIMENSION, Metric.L2, IndexSettings.DEFAULT);
    SegmentInfo info = SegmentWriter.write(store, "segment-1.bin", spec, rows, kernels);
    Segment segment = Segment.open(store, info, kernels);
    segment.acquire();
    return segment;
  }

  private void measure(Filter filter, Part memtable, Part segment) {
    RowSet expected = byDocuments(filter, encoded());
    List<MemorySegment> encoded = encoded();
    check(expected, memtable.matching(filter));
    check(expected, segment.matching(filter));
    System.out.printf(
        Locale.ROOT,
        "%-90s %8d %10.1f %9.1f %9.1f%n",
        filter.text(),
        expected.cardinality(),
        best(() -> byDocuments(filter, encoded)),
        best(() -> memtable.matching(filter)),
        best(() -> segment.matching(filter)));
  }

  private List<MemorySegment> encoded() {
    return documents.stream()
        .map(document -> {
          ByteWriter out = new ByteWriter();
          DocumentCodec.write(document, out);
          return MemorySegment.ofArray(out.toArray());
        })
        .toList();
  }

  private static RowSet byDocuments(Filter filter, List<MemorySegment> encoded) {
    ByteReader.Place place = new ByteReader.Place("benchmark", "documents", 0);
    return RowSet.range(ROWS)
        .where(row -> filter.matches(DocumentCodec.read(new ByteReader(encoded.get(row), place))));
  }

  private static void check(RowSet expected, RowSet found) {
    if (!found.equals(expected)) {
      throw new IllegalStateException("found=" + found + ": must be " + expected);
    }
  }

  /** Microseconds of the fastest call of the last turns. */
  private static double best(Supplier<RowSet> call) {
    long best = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long end = System.nanoTime() + TURN_MILLIS * 1_000_000L;
      long start = System.nanoTime();
      while (start < end) {
        call.get();
        long now = System.nanoTime();
        best = Math.min(best, now - start);
        start = now;
      }
    }
    return best / 1e3;
  }
}
