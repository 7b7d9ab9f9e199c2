package io.vecgo.segment;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.text.TextSpec;
import java.util.Optional;

/**
 * What all segments of a database have in common.
 *
 * @param dimension components of a vector
 * @param metric how vectors are compared
 * @param index how rows are linked and vectors shortened
 * @param text what is indexed as text
 */
public record SegmentSpec(int dimension, Metric metric, IndexSettings index, TextSpec text) {

  /** Without text. */
  public SegmentSpec(int dimension, Metric metric, IndexSettings index) {
    this(dimension, metric, index, TextSpec.NONE);
  }

  /** How so many rows are indexed; empty if they are so few that searches look at each. */
  public Optional<IndexSettings> indexOf(long rows) {
    return rows < SegmentWriter.GRAPH_ROWS_MIN ? Optional.empty() : Optional.of(index);
  }
}
