package io.vecgo.segment;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;

/**
 * What all segments of a database have in common.
 *
 * @param dimension components of a vector
 * @param metric how vectors are compared
 * @param index how rows are linked and vectors shortened
 */
public record SegmentSpec(int dimension, Metric metric, IndexSettings index) {}
