package io.vecgo.part;

import io.vecgo.analysis.Analyzer;
import io.vecgo.columns.Pruned;
import io.vecgo.graph.NearestRows;
import io.vecgo.model.Filter;
import io.vecgo.model.Query.Returned;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A memtable or a segment as one snapshot sees it. Rows are numbered from 0; only the live ones
 * exist for users. Immutable, thread-safe; valid as long as the snapshot is held.
 */
public interface Part extends RowSource {

  /** For messages and statistics. */
  String name();

  /** The live rows whose metadata satisfy the filter: exactly those. */
  RowSet matching(Filter filter);

  /** What proves, without a look at rows, that none satisfies the filter; empty if nothing does. */
  default Optional<Pruned> pruned(Filter filter) {
    return Optional.empty();
  }

  /**
   * No distance of a row from the query is computed to be less than this; negative infinity if
   * nothing is known. Without a look at rows.
   */
  default double nearest(float[] query) {
    return Double.NEGATIVE_INFINITY;
  }

  /**
   * Whether its rows can be read at once. If not, whoever asks for more than {@link #name}, {@link
   * #live}, {@link #pruned} and {@link #nearest} waits until it is fetched.
   */
  default boolean isAtHand() {
    return true;
  }

  /** Waits until it is {@linkplain #isAtHand at hand}. */
  default void fetch() {}

  /** Whether {@link #walk} is cheaper than looking at every row. */
  boolean hasGraph();

  /** Compares the query with each of the rows. */
  Effort scan(float[] query, RowSet rows, NearestRows result);

  /**
   * As {@link #scan}, with the distances of walks: estimates from codes, if {@link #oversampling}
   * is more than 1.
   */
  Effort scanCodes(float[] query, RowSet rows, NearestRows result);

  /** As {@link #scan} for many queries, which reads the rows once for all; one result a query. */
  void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results);

  /**
   * Walks the graph for the nearest of the wanted rows. It may find fewer than there are: the
   * caller looks at the size of the result.
   */
  Effort walk(float[] query, WalkLimits limits, NearestRows result);

  /**
   * How many times k candidates of a walk must be compared by their full vectors to find the k
   * nearest of them; 1 if the distances of walks are those of full vectors already.
   */
  double oversampling();

  /** Rows that a walk for ten results keeps in sight, unless its query says otherwise. */
  int ef();

  /** The distances of full vectors from the query to rows, into {@code out}. */
  void distances(float[] query, int[] rows, int count, float[] out);

  /**
   * A text field of the schema of the snapshot.
   *
   * @param analyzer that of the database
   */
  FieldText text(String field, Analyzer analyzer);

  /** Whether reading a row may take much longer than memory does. */
  default boolean isPaged() {
    return false;
  }

  /**
   * What fetches that which is returned of rows, as far as it is not in memory; to be run side by
   * side before the rows are read.
   */
  default List<Runnable> fetches(int[] rows, Set<Returned> what) {
    return List.of();
  }

  /** The same for {@link #distances}. */
  default Optional<Runnable> fetchOfVectors(int[] rows) {
    return Optional.empty();
  }

  /** The live row with this id. */
  OptionalInt rowOf(long id);

  /** The live row with this key. */
  OptionalInt rowOf(String key);
}
