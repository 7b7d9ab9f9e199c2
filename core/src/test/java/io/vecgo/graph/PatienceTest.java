package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks that end once they find nothing near any more. */
class PatienceTest {
  private static final int DIMENSION = 16;
  private static final int EF = 400;

  private final SegmentGraphSamples sample =
      new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, 4_000, DIMENSION));
  private final List<float[]> queries = SegmentGraphSamples.gaussian(2, 50, DIMENSION);

  /** Hops of all queries together. */
  private long hops(SegmentGraph graph, Patience patience) {
    long hops = 0;
    for (float[] query : queries) {
      hops += walk(graph, query, patience, new NearestRows(10)).hops();
    }
    return hops;
  }

  private WalkScratch walk(
      SegmentGraph graph, float[] query, Patience patience, NearestRows result) {
    WalkScratch scratch = graph.newScratch();
    WalkGoal goal = new WalkGoal(_ -> true, EF, patience, SharedBound.none());
    graph.search(sample.distances().aimAt(query), goal, scratch, result);
    return scratch;
  }

  @Test
  void endlessLooksAtEveryRowInSight() throws InterruptedException {
    SegmentGraph graph = sample.build();
    assertThat(hops(graph, Patience.ENDLESS)).isGreaterThanOrEqualTo((long) EF * queries.size());
  }

  @Test
  void lessPatienceMeansFewerHops() throws InterruptedException {
    SegmentGraph graph = sample.build();
    long endless = hops(graph, Patience.ENDLESS);
    long much = hops(graph, new Patience(15, 100));
    long little = hops(graph, new Patience(15, 30));
    assertThat(much).isLessThan(endless * 3 / 4);
    assertThat(little).isLessThan(much);
  }

  @Test
  void walkEndsAsManyHopsBehindItsLastFindAsItHasPatience() throws InterruptedException {
    SegmentGraph graph = sample.build();
    for (float[] query : queries) {
      long hops = walk(graph, query, new Patience(1, 40), new NearestRows(10)).hops();
      assertThat(hops).isBetween(40L, (long) EF);
    }
  }

  @Test
  void moreWantedRowsKeepAWalkGoingLonger() throws InterruptedException {
    SegmentGraph graph = sample.build();
    assertThat(hops(graph, new Patience(100, 50))).isGreaterThan(hops(graph, new Patience(5, 50)));
  }

  @Test
  void patientWalksFindNearlyWhatEndlessOnesFind() throws InterruptedException {
    SegmentGraph graph = sample.build();
    int same = 0;
    for (float[] query : queries) {
      NearestRows endless = new NearestRows(10);
      NearestRows patient = new NearestRows(10);
      walk(graph, query, Patience.ENDLESS, endless);
      walk(graph, query, new Patience(15, 130), patient);
      List<Long> truth = rows(endless);
      same += (int) rows(patient).stream().filter(truth::contains).count();
    }
    assertThat(same / (10.0 * queries.size())).isGreaterThanOrEqualTo(0.98);
  }

  private static List<Long> rows(NearestRows found) {
    return Arrays.stream(found.drainSorted()).boxed().toList();
  }
}
