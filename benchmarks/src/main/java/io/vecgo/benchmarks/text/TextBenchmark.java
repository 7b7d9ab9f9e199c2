package io.vecgo.benchmarks.text;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vecgo.CreateOptions;
import io.vecgo.SearchResult;
import io.vecgo.Vecgo;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.model.Document;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import io.vecgo.text.FieldBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/**
 * Text search side by side with Apache Lucene, over the same terms: how many results are the same,
 * how long a query takes, how large the index is and how long it takes to build.
 */
public final class TextBenchmark {
  private static final int K = 10;
  private static final int ROUNDS = 100;
  private static final int BATCH = 1_000;

  private final List<String> texts;
  private final List<String> queries;

  private TextBenchmark(List<String> texts, List<String> queries) {
    this.texts = texts;
    this.queries = queries;
  }

  /** Runs it on {@code texts.jsonl.gz} and {@code query_texts.jsonl.gz} of a folder. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: text <folder of texts.jsonl.gz, query_texts.jsonl.gz>");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    new TextBenchmark(
            read(folder.resolve("texts.jsonl.gz")), read(folder.resolve("query_texts.jsonl.gz")))
        .run();
  }

  private static List<String> read(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        texts.add(String.valueOf(JSON.std.mapFrom(line).get("text")));
      }
    }
    return texts;
  }

  private interface Search {
    List<Ranked> best(String text) throws IOException;
  }

  private void run() throws IOException {
    Path work = Files.createTempDirectory("text-benchmark");
    try (Vecgo database = database();
        LuceneTexts exact = lucene(work.resolve("exact"), new ExactLengthBm25());
        LuceneTexts stock = lucene(work.resolve("stock"), new BM25Similarity())) {
      printBuild(work, stock);
      database.commit();
      Search vecgo = text -> vecgo(database, text);
      print("whole text", text -> text, vecgo, exact, stock);
      print("head word", text -> text.substring(0, text.indexOf(':')), vecgo, exact, stock);
    } finally {
      delete(work);
    }
  }

  private Vecgo database() {
    IndexSettings index = new IndexSettings(4, 16, new Quantization.None());
    Vecgo database =
        Vecgo.create(
            new MemoryStore(),
            CreateOptions.of(2, Metric.L2).withSchema(Schema.parse("text:text")).withIndex(index));
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<VectorRecord> records = new ArrayList<>();
      for (int row = from; row < Math.min(texts.size(), from + BATCH); row++) {
        records.add(VectorRecord.of(row % 251, row % 241).with("text", texts.get(row)));
      }
      database.insertAll(records);
    }
    return database;
  }

  private LuceneTexts lucene(Path folder, Similarity similarity) throws IOException {
    return LuceneTexts.index(texts, folder, similarity);
  }

  private static List<Ranked> vecgo(Vecgo database, String text) {
    SearchResult result = database.search(Query.text(text).k(K).returning());
    List<Ranked> found = new ArrayList<>();
    for (Hit hit : result.hits()) {
      found.add(new Ranked((int) hit.id() - 1, hit.score()));
    }
    return found;
  }

  private void printBuild(Path work, LuceneTexts stock) throws IOException {
    long vecgoNanos = Long.MAX_VALUE;
    long luceneNanos = Long.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      bytes = build().stream().mapToLong(MemorySegment::byteSize).sum();
      vecgoNanos = Math.min(vecgoNanos, System.nanoTime() - start);
      start = System.nanoTime();
      lucene(work.resolve("build-" + round), new BM25Similarity()).close();
      luceneNanos = Math.min(luceneNanos, System.nanoTime() - start);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d texts: index %,d bytes (Lucene %,d), built in %.0f ms (Lucene, with files, %.0f)%n%n",
        texts.size(),
        bytes,
        stock.bytes(),
        vecgoNanos / 1e6,
        luceneNanos / 1e6);
  }

  private List<MemorySegment> build() {
    FieldBuilder builder = new FieldBuilder(StandardAnalyzer.DEFAULT, "text", texts.size());
    for (int row = 0; row < texts.size(); row++) {
      builder.add(row, Document.of("text", texts.get(row)));
    }
    return builder.build();
  }

  private void print(
      String kind,
      Function<String, String> queryOf,
      Search vecgo,
      LuceneTexts exact,
      LuceneTexts stock)
      throws IOException {
    List<String> asked = queries.stream().map(queryOf).toList();
    Search lucene = text -> stock.search(text, K);
    System.out.printf(
        Locale.ROOT,
        "%s: %d queries, top %d the same as Lucene's in %d (lengths exact), %d (as Lucene rounds them)%n",
        kind,
        asked.size(),
        K,
        same(asked, vecgo, text -> exact.search(text, K)),
        same(asked, vecgo, lucene));
    long[] ours = new long[asked.size()];
    long[] theirs = new long[asked.size()];
    Arrays.fill(ours, Long.MAX_VALUE);
    Arrays.fill(theirs, Long.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      time(asked, vecgo, ours);
      time(asked, lucene, theirs);
    }
    print("vecgo", ours);
    print("Lucene", theirs);
    System.out.printf(
        Locale.ROOT,
        "  p50 vecgo / Lucene: %.2f%n%n",
        percentile(ours, 50) / percentile(theirs, 50));
  }

  private static int same(List<String> asked, Search one, Search other) throws IOException {
    int same = 0;
    for (String text : asked) {
      same += Ranked.areSame(one.best(text), other.best(text)) ? 1 : 0;
    }
    return same;
  }

  private static void time(List<String> asked, Search search, long[] best) throws IOException {
    for (int i = 0; i < best.length; i++) {
      long start = System.nanoTime();
      search.best(asked.get(i));
      best[i] = Math.min(best[i], System.nanoTime() - start);
    }
  }

  private static void print(String system, long[] nanos) {
    System.out.printf(
        Locale.ROOT,
        "  %-7s p50 %7.1f us   p99 %7.1f us   mean %7.1f us%n",
        system,
        percentile(nanos, 50),
        percentile(nanos, 99),
        Arrays.stream(nanos).average().orElse(0) / 1e3);
  }

  private static double percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e3;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
