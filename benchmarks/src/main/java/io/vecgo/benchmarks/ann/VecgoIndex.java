package io.vecgo.benchmarks.ann;

import io.vecgo.Vecgo;
import io.vecgo.benchmarks.ann.SystemUnderTest.OpenTask;
import io.vecgo.model.Filter;
import io.vecgo.model.Query;

/** A database open for searches of one kind. */
final class VecgoIndex implements OpenIndex {
  private final Vecgo database;
  private final VecgoRows rows;
  private final Filter filter;
  private final int k;

  VecgoIndex(Vecgo database, VecgoRows rows, OpenTask task) {
    this.database = database;
    this.rows = rows;
    this.filter = filter(task.selectivity());
    this.k = task.k();
  }

  private static Filter filter(Selectivity selectivity) {
    return selectivity.isAll() ? Filter.all() : Filter.lt(Selectivity.FIELD, selectivity.limit());
  }

  @Override
  public Searcher searcher() {
    return this::nearest;
  }

  private int[] nearest(float[] query, int ef) {
    Query asked = Query.of(query).k(k).ef(ef).filter(filter).returning();
    return database.search(asked).hits().stream().mapToInt(hit -> rows.row(hit.id())).toArray();
  }

  @Override
  public void close() {
    database.closeDiscarding();
  }
}
