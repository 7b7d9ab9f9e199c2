package io.vecgo.query;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Effort;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs one search over the parts of a snapshot: plan, search each part, merge, fetch. */
public final class Searcher {
  private final Metric metric;
  private final long version;

  /** A row that may be a result. */
  private record Candidate(float distance, long id, Part part, int row) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::id);
  }

  /**
   * Searches parts of one metric.
   *
   * @param version of the snapshot, for the statistics
   */
  public Searcher(Metric metric, long version) {
    this.metric = metric;
    this.version = version;
  }

  /** The k best matching live rows of all parts; a checked query. */
  public Answer search(Query query, List<? extends Part> parts) {
    long start = System.nanoTime();
    List<Candidate> candidates = new ArrayList<>();
    List<PartStats> stats = new ArrayList<>(parts.size());
    for (Part part : parts) {
      stats.add(searchPart(query, part, candidates));
    }
    candidates.sort(Candidate.ORDER);
    List<Hit> hits =
        candidates.stream().limit(query.k()).map(candidate -> fetch(query, candidate)).toList();
    Duration latency = Duration.ofNanos(System.nanoTime() - start);
    return new Answer(hits, new QueryStats(version, hits.size(), latency, stats));
  }

  private static PartStats searchPart(Query query, Part part, List<Candidate> candidates) {
    long start = System.nanoTime();
    PartPlan plan = Planner.plan(query, part);
    NearestRows nearest = new NearestRows(query.k());
    Effort effort = run(query, part, plan, nearest);
    for (long ranked : nearest.drainSorted()) {
      int row = Ranked.row(ranked);
      candidates.add(new Candidate(Ranked.distance(ranked), part.id(row), part, row));
    }
    return new PartStats(
        part.name(),
        plan.kind(),
        part.live().cardinality(),
        plan.rows().cardinality(),
        effort.vectorsScanned(),
        effort.distanceComputations(),
        effort.graphHops(),
        System.nanoTime() - start);
  }

  private static Effort run(Query query, Part part, PartPlan plan, NearestRows nearest) {
    return switch (plan.kind()) {
      case SKIP -> Effort.NONE;
      case EXACT -> part.scan(query.vector(), plan.rows(), nearest);
      case GRAPH -> walk(query, part, plan, nearest);
    };
  }

  /** A walk that found too few, as it may among copies of one vector, is made good by a scan. */
  private static Effort walk(Query query, Part part, PartPlan plan, NearestRows nearest) {
    Effort walked = part.walk(query.vector(), plan.rows(), plan.ef(), nearest);
    if (nearest.size() >= Math.min(query.k(), plan.rows().cardinality())) {
      return walked;
    }
    nearest.drainSorted();
    return walked.plus(part.scan(query.vector(), plan.rows(), nearest));
  }

  private Hit fetch(Query query, Candidate candidate) {
    Part part = candidate.part();
    int row = candidate.row();
    return new Hit(
        candidate.id(),
        part.key(row),
        metric.score(candidate.distance()),
        query.returns(Query.Returned.METADATA) ? Optional.of(part.metadata(row)) : Optional.empty(),
        query.returns(Query.Returned.VECTOR) ? Optional.of(part.vector(row)) : Optional.empty(),
        query.returns(Query.Returned.PAYLOAD) ? Optional.of(part.payload(row)) : Optional.empty());
  }
}
