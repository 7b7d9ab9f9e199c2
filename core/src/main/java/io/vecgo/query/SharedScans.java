package io.vecgo.query;

import io.vecgo.graph.NearestRows;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scans of the same rows for several queries, done together: the rows are read once. */
final class SharedScans {
  private SharedScans() {}

  /** Does the scans that can be shared; the others are left to be done one by one. */
  static void run(List<QuerySearch> queries) {
    Stream<PartSearch> scans =
        queries.stream().flatMap(query -> query.searches().stream()).filter(PartSearch::isScan);
    Collection<List<PartSearch>> byPart =
        scans
            .filter(PartSearch::isOfAllRows)
            .collect(
                Collectors.groupingBy(PartSearch::part, IdentityHashMap::new, Collectors.toList()))
            .values();
    byPart.stream().filter(sharing -> sharing.size() > 1).forEach(SharedScans::scan);
  }

  private static void scan(List<PartSearch> sharing) {
    long start = System.nanoTime();
    Part part = sharing.getFirst().part();
    RowSet rows = sharing.getFirst().plan().rows();
    List<float[]> vectors = sharing.stream().map(search -> search.query().vector()).toList();
    List<NearestRows> results =
        sharing.stream().map(search -> new NearestRows(search.query().k())).toList();
    part.scanAll(vectors, rows, results);
    long nanosEach = (System.nanoTime() - start) / sharing.size();
    for (int i = 0; i < results.size(); i++) {
      sharing.get(i).accept(results.get(i), nanosEach);
    }
  }
}
