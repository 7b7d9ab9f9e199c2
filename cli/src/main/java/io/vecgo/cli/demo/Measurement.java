package io.vecgo.cli.demo;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Latencies;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How good and how fast searches are. */
final class Measurement {
  private static final int WARMUP_ROUNDS = 10;
  private static final int ROUNDS = 20;

  private final Vecgo db;
  private final List<Query> queries;

  Measurement(Vecgo db, List<Query> queries) {
    this.db = db;
    this.queries = queries;
  }

  /** The share of the true nearest neighbours that searches find, 0 to 1. */
  double recall() {
    return queries.stream().mapToDouble(this::recall).average().orElse(1);
  }

  private double recall(Query query) {
    Set<Long> truth = ids(query.exact());
    long found = ids(query).stream().filter(truth::contains).count();
    return (double) found / truth.size();
  }

  private Set<Long> ids(Query query) {
    return db.search(query).hits().stream().map(Hit::id).collect(Collectors.toSet());
  }

  /** Latencies of the queries, repeated after a warm-up. */
  Latencies latencies() {
    for (int round = 0; round < WARMUP_ROUNDS; round++) {
      queries.forEach(db::search);
    }
    Latencies latencies = new Latencies();
    for (int round = 0; round < ROUNDS; round++) {
      queries.forEach(query -> latencies.add(db.search(query).stats().latency()));
    }
    return latencies;
  }
}
