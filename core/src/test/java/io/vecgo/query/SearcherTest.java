package io.vecgo.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.analysis.Analyzer;
import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.part.EfProbe;
import io.vecgo.part.Effort;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.Part;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Planning, merging and making good, over parts that do as they are told. */
class SearcherTest {
  private static final Filter HALF = Filter.eq("half", true);

  /** In place of the rows that a walk finds: there is an index, and it cannot be read. */
  private static final int DAMAGED = -1;

  /**
   * A part whose row r has the distance r and the id {@code firstId + r}.
   *
   * @param walkFinds rows that a walk finds, and no others; or DAMAGED
   */
  private record Ruled(String name, long firstId, RowSet live, boolean hasGraph, int walkFinds)
      implements Part {

    @Override
    public RowSet matching(Filter filter) {
      return filter.equals(HALF) ? live.where(row -> row % 2 == 0) : live;
    }

    @Override
    public Effort scan(float[] query, RowSet rows, NearestRows result) {
      for (int row : rows.toArray()) {
        result.offer(Ranked.of(row, row));
      }
      return Effort.ofScan(rows.cardinality(), Float.BYTES);
    }

    @Override
    public Effort scanCodes(float[] query, RowSet rows, NearestRows result) {
      return scan(query, rows, result);
    }

    @Override
    public void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
      results.forEach(result -> scan(queries.getFirst(), rows, result));
    }

    @Override
    public Effort walk(float[] query, WalkLimits limits, NearestRows result) {
      int[] rows = limits.wanted().toArray();
      for (int i = 0; i < Math.min(walkFinds, rows.length); i++) {
        result.offer(Ranked.of(rows[i], rows[i]));
      }
      return Effort.ofWalk(limits.ef(), 1, Float.POSITIVE_INFINITY);
    }

    @Override
    public double oversampling() {
      if (walkFinds == DAMAGED) {
        throw new UnsupportedOperationException("the index is damaged");
      }
      return 1;
    }

    @Override
    public int ef() {
      return EfProbe.EF_LEAST;
    }

    @Override
    public void distances(float[] query, int[] rows, int count, float[] out) {
      for (int i = 0; i < count; i++) {
        out[i] = rows[i];
      }
    }

    @Override
    public FloatRows vectors() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FloatRows scales() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LinkedRows> links() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long id(int row) {
      return firstId + row;
    }

    @Override
    public FieldText text(String field, Analyzer analyzer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt rowOf(long id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt rowOf(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> key(int row) {
      return Optional.of(name + row);
    }

    @Override
    public float[] vector(int row) {
      return new float[] {row};
    }

    @Override
    public Document metadata(int row) {
      return Document.of("row", row);
    }

    @Override
    public byte[] payload(int row) {
      return new byte[0];
    }
  }

  private static Part flat(long firstId, int rows) {
    return new Ruled("flat", firstId, RowSet.range(rows), false, 0);
  }

  private static Part graph(long firstId, int rows, int walkFinds) {
    return new Ruled("graph", firstId, RowSet.range(rows), true, walkFinds);
  }

  private static Answer search(Query query, Part... parts) {
    return new Searcher(Metric.L2, 7).search(query, List.of(parts));
  }

  private static List<Long> ids(Answer answer) {
    return answer.hits().stream().map(Hit::id).toList();
  }

  private static List<Plan> plans(Answer answer) {
    return answer.stats().parts().stream().map(PartStats::plan).toList();
  }

  @Test
  void partsAreMergedByDistanceThenId() {
    Answer answer = search(Query.of(1).k(5), flat(500, 10), flat(100, 10));
    assertThat(ids(answer)).containsExactly(100L, 500L, 101L, 501L, 102L);
    assertThat(answer.hits().stream().map(Hit::score)).containsExactly(0f, 0f, 1f, 1f, 2f);
    assertThat(answer.stats().version()).isEqualTo(7);
    assertThat(answer.stats().hits()).isEqualTo(5);
  }

  @Test
  void noPartsNoHits() {
    assertThat(search(Query.of(1)).hits()).isEmpty();
  }

  @Test
  void walkThatFoundTooFewIsMadeGoodByAScan() {
    Answer answer = search(Query.of(1).k(10).ef(10), graph(1, 10_000, 9));
    assertThat(plans(answer)).containsExactly(Plan.GRAPH);
    assertThat(ids(answer)).isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    PartStats stats = answer.stats().parts().getFirst();
    assertThat(stats.vectorsScanned()).isEqualTo(10_000);
    assertThat(stats.distanceComputations())
        .isEqualTo(10_020); // the walk says that it took twice ef
    assertThat(stats.graphHops()).isEqualTo(1);
  }

  @Test
  void walkThatFoundEnoughIsAll() {
    Answer answer = search(Query.of(1).k(10).ef(10), graph(1, 10_000, 10));
    assertThat(ids(answer)).hasSize(10);
    assertThat(answer.stats().vectorsScanned()).isZero();
  }

  @Test
  void fewRowsAreScannedThoughThereIsAGraph() {
    assertThat(plans(search(Query.of(1), graph(1, 1000, 10)))).containsExactly(Plan.EXACT);
    assertThat(plans(search(Query.of(1), graph(1, 100_000, 10)))).containsExactly(Plan.GRAPH);
  }

  @Test
  void fewMatchesAreScannedThoughThereAreManyRows() {
    Part large = new Ruled("large", 1, RowSet.range(10_000), true, 100);
    assertThat(plans(search(Query.of(1), large))).containsExactly(Plan.GRAPH);
    assertThat(plans(search(Query.of(1).filter(HALF), large))).containsExactly(Plan.EXACT);
  }

  @Test
  void exactQueriesAreNeverWalked() {
    assertThat(plans(search(Query.of(1).exact(), graph(1, 100_000, 10))))
        .containsExactly(Plan.EXACT);
  }

  @Test
  void exactQueriesDoNotNeedTheIndex() {
    assertThat(search(Query.of(1).exact(), graph(1, 100_000, DAMAGED)).hits()).hasSize(10);
  }

  @Test
  void walksKeepAtLeastKInSight() {
    Part large = graph(1, 10_000_000, 100_000);
    assertThat(efOf(Query.of(1), large)).isEqualTo(EfProbe.EF_LEAST);
    assertThat(efOf(Query.of(1).k(500), large)).isEqualTo(1000);
    assertThat(efOf(Query.of(1).k(500).ef(10), large)).isEqualTo(500);
    assertThat(efOf(Query.of(1).k(10).ef(300), large)).isEqualTo(300);
  }

  private static int efOf(Query query, Part part) {
    return new Planner(Strategy.CHEAPEST).plan(query, part, part.live()).walk().ef();
  }

  @Test
  void partWithoutMatchesIsSkipped() {
    Part none = new Ruled("none", 1, RowSet.none().with(1), false, 0);
    Answer answer = search(Query.of(1).filter(HALF), none, flat(100, 4));
    assertThat(plans(answer)).containsExactly(Plan.SKIP, Plan.EXACT);
    assertThat(ids(answer)).containsExactly(100L, 102L);
  }
}
