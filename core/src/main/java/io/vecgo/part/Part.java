package io.vecgo.part;

import io.vecgo.graph.Links;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.VectorRecord;
import io.vecgo.rows.RowSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A memtable or a segment as one snapshot sees it. Rows are numbered from 0; only the live ones
 * exist for users. Immutable, thread-safe; valid as long as the snapshot is held.
 */
public interface Part {

  /** For messages and statistics. */
  String name();

  /** The rows that the snapshot sees. */
  RowSet live();

  /** The live rows whose metadata satisfy the filter: exactly those. */
  RowSet matching(Filter filter);

  /** Whether {@link #walk} is cheaper than looking at every row. */
  boolean hasGraph();

  /** Compares the query with each of the rows. */
  Effort scan(float[] query, RowSet rows, NearestRows result);

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

  /** The distances of full vectors from the query to rows, into {@code out}. */
  void distances(float[] query, int[] rows, int count, float[] out);

  /** The vectors of all rows. */
  FloatRows vectors();

  /** Under cosine the {@linkplain FloatDistances#scale scales} of the vectors, else anything. */
  FloatRows scales();

  /** The links among all rows, if {@link #hasGraph}; what a graph of the same rows is made from. */
  Optional<Links> links();

  /** The id of any row, live or not. Ids ascend with rows. */
  long id(int row);

  /** The live row with this id. */
  OptionalInt rowOf(long id);

  /** The live row with this key. */
  OptionalInt rowOf(String key);

  Optional<String> key(int row);

  /** A copy of the vector as it was given. */
  float[] vector(int row);

  Document metadata(int row);

  /** A copy of the payload; empty if there is none. */
  byte[] payload(int row);

  /** Everything that was given for a row. */
  default VectorRecord record(int row) {
    VectorRecord content =
        VectorRecord.of(vector(row)).withMetadata(metadata(row)).withPayload(payload(row));
    return key(row).map(content::withKey).orElse(content);
  }
}
