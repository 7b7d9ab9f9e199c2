package io.vecgo.cli.demo;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Latencies;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How good and how fast searches are.
 *
 * @param recall the share of the true nearest neighbours that are found, 0 to 1
 * @param comparisons vectors that a query is compared with, on average
 * @param latencies of the queries, repeated after a warm-up
 */
record Measurement(double recall, long comparisons, Latencies latencies) {
  private static final int WARMUP_ROUNDS = 10;
  private static final int ROUNDS = 20;

  static Measurement of(Vecgo db, List<Query> queries) {
    return new Measurement(
        queries.stream().mapToDouble(query -> recall(db, query)).average().orElse(1),
        Math.round(queries.stream().mapToLong(query -> comparisons(db, query)).average().orElse(0)),
        latencies(db, queries));
  }

  private static double recall(Vecgo db, Query query) {
    Set<Long> truth = ids(db, query.exact());
    long found = ids(db, query).stream().filter(truth::contains).count();
    return (double) found / truth.size();
  }

  private static Set<Long> ids(Vecgo db, Query query) {
    return db.search(query).hits().stream().map(Hit::id).collect(Collectors.toSet());
  }

  private static long comparisons(Vecgo db, Query query) {
    return db.search(query).stats().distanceComputations();
  }

  private static Latencies latencies(Vecgo db, List<Query> queries) {
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
