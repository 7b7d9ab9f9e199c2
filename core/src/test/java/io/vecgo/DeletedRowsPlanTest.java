package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.store.MemoryStore;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A walk passes deleted rows too, so they count when it is compared with a scan. */
class DeletedRowsPlanTest {
  private static final int ROWS = 9_000;

  @Test
  void memtableOfManyDeletedRowsIsScanned() {
    Random random = new Random(1);
    try (Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.L2))) {
      database.insertAll(
          IntStream.range(0, ROWS)
              .mapToObj(i -> VectorRecord.of(Samples.vector(random, 2)).with("odd", i % 2 == 1))
              .toList());
      assertThat(plan(database)).isEqualTo(Plan.GRAPH);
      database.delete(Filter.eq("odd", true));
      assertThat(plan(database)).isEqualTo(Plan.EXACT);
      database.closeDiscarding();
    }
  }

  private static Plan plan(Vecgo database) {
    PartStats memtable = database.search(Query.of(1, 2)).stats().parts().getFirst();
    return memtable.plan();
  }
}
