package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.part.Effort;
import io.vecgo.part.VectorLease;
import io.vecgo.rows.RowSet;
import java.util.List;
import java.util.Optional;

/** The vectors of a segment, wherever they are. Thread-safe. */
sealed interface SegmentVectors permits MappedVectors, PagedVectors {

  /** See {@link io.vecgo.part.Part#scan}. */
  Effort scan(float[] query, RowSet rows, NearestRows result);

  /** See {@link io.vecgo.part.Part#scanAll}. */
  void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results);

  /** See {@link io.vecgo.part.Part#distances}. */
  void distances(float[] query, int[] rows, int count, float[] out);

  /** For many distances: all that it may read is verified. */
  VectorDistances newDistances();

  /** What fetches rows together; empty if all are in memory, or too many to stay there. */
  Optional<Runnable> fetch(int[] rows);

  /** Copies a row. */
  void get(int row, float[] target);

  /** All rows, verified; there while a {@link #lease} is open. */
  FloatRows all();

  /** Keeps {@link #all} in memory. */
  VectorLease lease();

  void verify();
}
