package io.vecgo.benchmarks;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.engine.Database;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.QueryStats;
import io.vecgo.query.Answer;
import io.vecgo.query.Strategy;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each way to search a segment under a filter takes, beside what the planner chooses: for
 * filters that have nothing to do with the query, let the rows nearest to it through, or the
 * farthest.
 */
final class FilteredPlans {
  private static final int K = 10;
  private static final int PIVOTS = 24;
  private static final int ROUNDS_MIN = 5;
  private static final int ROUNDS_MAX = 100;
  private static final Duration MEASURED_AT_MOST = Duration.ofSeconds(5); // for a line of the table
  private static final int STEPS = 10_000;
  private static final double RECALL_ENOUGH = 0.95;
  private static final OpenOptions ONE_SEGMENT =
      OpenOptions.defaults().memtableBytes(Long.MAX_VALUE);

  /** Below, walks to their end meet nearly all rows, and take up to seconds. */
  private static final double WALKED_SHARE_MIN = 0.05;

  private static final double[] SHARES = {1, 0.9, 0.5, 0.2, 0.1, 0.05, 0.01, 0.001, 0.0001};

  /** What a filter has to do with the query. */
  private enum Kind {
    RANDOM,
    NEAR,
    FAR
  }

  private final List<float[]> base;
  private final List<float[]> queries;
  private final Metric metric;
  private final Layout layout;

  private FilteredPlans(List<float[]> base, List<float[]> queries, Metric metric, Layout layout) {
    this.base = base;
    this.queries = queries.subList(0, Math.min(PIVOTS, queries.size()));
    this.metric = metric;
    this.layout = layout;
  }

  static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println(
          "usage: filtered-plans <folder of base.fvecs.gz, query.fvecs.gz, gt.ivecs.gz; or"
              + " clusters:ROWS:DIMENSION> <metric> [compact|turbo]");
      System.exit(2);
    }
    Layout layout = Layout.parse(args.length == 3 ? args[2] : "compact");
    Metric metric = Metric.parse(args[1]);
    if (args[0].startsWith("clusters:")) {
      String[] sizes = args[0].split(":", -1);
      List<float[]> all =
          clustered(Integer.parseInt(sizes[1]) + PIVOTS, Integer.parseInt(sizes[2]));
      int rows = all.size() - PIVOTS;
      new FilteredPlans(all.subList(0, rows), all.subList(rows, all.size()), metric, layout).run();
    } else {
      DataSet data = DataSet.in(Path.of(args[0]));
      new FilteredPlans(data.base(), data.queries(), metric, layout).run();
    }
  }

  /** Gaussian clouds around a hundred centres. */
  private static List<float[]> clustered(int rows, int dimension) {
    Random random = new Random(1);
    float[][] centres = new float[100][dimension];
    for (float[] centre : centres) {
      fill(centre, random, new float[dimension], 1);
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] vector = new float[dimension];
      fill(vector, random, centres[random.nextInt(centres.length)], 0.6);
      vectors.add(vector);
    }
    return vectors;
  }

  private static void fill(float[] vector, Random random, float[] centre, double spread) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (centre[i] + spread * random.nextGaussian());
    }
  }

  private void run() throws IOException {
    System.out.printf(
        "%d rows x %d, %s, %s, %d queries, without the time of the filter%n",
        base.size(), base.getFirst().length, metric.label(), layout.label(), queries.size());
    Path folder = Files.createTempDirectory("filtered-plans");
    try {
      write(folder);
      measureAll(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    }
  }

  private void write(Path folder) {
    CreateOptions options =
        CreateOptions.of(base.getFirst().length, metric)
            .withIndex(IndexSettings.DEFAULT.withLayout(layout));
    int[][] steps = queries.stream().map(this::stepsByDistance).toArray(int[][]::new);
    Random random = new Random(2);
    Vecgo.create(folder, options).close();
    try (Vecgo database = Vecgo.open(folder, ONE_SEGMENT)) {
      for (int from = 0; from < base.size(); from += 1_000) {
        List<VectorRecord> records = new ArrayList<>();
        for (int row = from; row < Math.min(base.size(), from + 1_000); row++) {
          VectorRecord record =
              VectorRecord.of(base.get(row)).with("random", random.nextInt(STEPS));
          for (int pivot = 0; pivot < steps.length; pivot++) {
            record = record.with("near" + pivot, steps[pivot][row]);
          }
          records.add(record);
        }
        database.insertAll(records);
      }
    }
  }

  /** The rank of each row by distance from a query, as a number of 0 to 9,999. */
  private int[] stepsByDistance(float[] query) {
    double[] distances = base.stream().mapToDouble(row -> distance(query, row)).toArray();
    Integer[] order = IntStream.range(0, distances.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> distances[row]));
    int[] steps = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      steps[order[rank]] = (int) ((long) rank * STEPS / order.length);
    }
    return steps;
  }

  private double distance(float[] a, float[] b) {
    double dot = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      lengthA += a[i] * a[i];
      lengthB += b[i] * b[i];
    }
    return switch (metric) {
      case L2 -> lengthA + lengthB - 2 * dot;
      case COSINE -> -dot / Math.sqrt(lengthA * lengthB);
      case DOT -> -dot;
    };
  }

  private void measureAll(Path folder) throws IOException {
    Map<Strategy, Database> databases = new EnumMap<>(Strategy.class);
    for (Strategy strategy : Strategy.values()) {
      databases.put(strategy, Database.open(LocalStore.open(folder), settings(strategy)));
    }
    System.out.println(
        "filter  share %      vectors            codes             walk           chosen"
            + "        as      / best");
    for (Kind kind : Kind.values()) {
      for (double share : SHARES) {
        measure(databases, kind, share);
      }
    }
    databases.values().forEach(Database::closeDiscarding);
  }

  private static Settings settings(Strategy strategy) {
    return Settings.standard(Access.READ).withStrategy(strategy);
  }

  private void measure(Map<Strategy, Database> databases, Kind kind, double share) {
    Map<Strategy, Measured> measured = new EnumMap<>(Strategy.class);
    for (Strategy strategy : Strategy.values()) {
      measured.put(strategy, new Measured());
    }
    List<Set<Long>> truths = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      truths.add(ids(databases.get(Strategy.VECTORS).search(query(kind, share, i).exact())));
    }
    long end = System.nanoTime() + MEASURED_AT_MOST.toNanos();
    for (int round = 0; round < ROUNDS_MAX && !(round >= ROUNDS_MIN && isPast(end)); round++) {
      for (Strategy strategy : strategies(kind, share)) {
        for (int i = 0; i < queries.size(); i++) {
          Answer answer = databases.get(strategy).search(query(kind, share, i));
          measured.get(strategy).add(i, answer, truths.get(i));
        }
      }
    }
    print(kind, share, measured);
  }

  private static boolean isPast(long nanoTime) {
    return System.nanoTime() - nanoTime > 0;
  }

  private static List<Strategy> strategies(Kind kind, double share) {
    List<Strategy> walked = List.of(Strategy.values());
    boolean walks = kind == Kind.FAR ? share >= 0.5 : share >= WALKED_SHARE_MIN;
    return walks ? walked : List.of(Strategy.VECTORS, Strategy.CODES, Strategy.CHEAPEST);
  }

  private static void print(Kind kind, double share, Map<Strategy, Measured> measured) {
    Measured chosen = measured.get(Strategy.CHEAPEST);
    double best =
        measured.values().stream()
            .filter(way -> way != chosen && way.wanted > 0 && way.recall() >= RECALL_ENOUGH)
            .mapToDouble(Measured::micros)
            .min()
            .orElse(Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "%-6s %8.2f %s %s %s %s  %-12s %5.2f%n",
        kind.name().toLowerCase(Locale.ROOT),
        100 * share,
        measured.get(Strategy.VECTORS),
        measured.get(Strategy.CODES),
        measured.get(Strategy.WALK),
        chosen,
        chosen.plans(),
        chosen.micros() / best);
  }

  private Query query(Kind kind, double share, int number) {
    int steps = (int) Math.round(share * STEPS);
    Filter filter =
        switch (kind) {
          case RANDOM -> Filter.lt("random", steps);
          case NEAR -> Filter.lt("near" + number, steps);
          case FAR -> Filter.gte("near" + number, STEPS - steps);
        };
    return Query.of(queries.get(number)).k(K).filter(filter).returning();
  }

  private static Set<Long> ids(Answer answer) {
    return answer.hits().stream().map(Hit::id).collect(Collectors.toSet());
  }

  /** What one way to search took, in the fastest of its rounds. */
  private final class Measured {
    private final double[] micros = new double[queries.size()];
    private final Map<String, Integer> plans = new TreeMap<>();
    private long found;
    private long wanted;

    Measured() {
      Arrays.fill(micros, Double.MAX_VALUE);
    }

    void add(int query, Answer answer, Set<Long> truth) {
      QueryStats stats = answer.stats();
      long nanos = stats.latency().toNanos() - stats.phases().filterNanos();
      micros[query] = Math.min(micros[query], nanos / 1e3);
      found += ids(answer).stream().filter(truth::contains).count();
      wanted += truth.size();
      stats.parts().stream()
          .filter(part -> part.plan() != Plan.SKIP)
          .map(part -> name(part.plan(), part.isScannedAfterWalk()))
          .forEach(plan -> plans.merge(plan, 1, Integer::sum));
    }

    private static String name(Plan plan, boolean scannedAfterWalk) {
      return scannedAfterWalk ? "tried" : plan.name().toLowerCase(Locale.ROOT);
    }

    double micros() {
      return Arrays.stream(micros).average().orElse(0);
    }

    double recall() {
      return found / (double) wanted;
    }

    /** The plan of most queries. */
    String plans() {
      return plans.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse("skip");
    }

    @Override
    public String toString() {
      return wanted == 0
          ? "               -"
          : String.format(Locale.ROOT, "%8.1f (%.3f)", micros(), recall());
    }
  }
}
