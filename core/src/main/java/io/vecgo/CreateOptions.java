package io.vecgo;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import java.util.Objects;

/**
 * What a new database is for. Stored with it and fixed, but for the schema, to which fields can be
 * {@linkplain Vecgo#declare added}.
 *
 * @param dimension components of every vector, 1 to {@link Limits#DIMENSION_MAX}
 * @param metric how vectors are compared
 * @param schema what metadata must look like
 * @param index how densely graphs are linked, how vectors are shortened, and how both lie in memory
 */
public record CreateOptions(int dimension, Metric metric, Schema schema, IndexSettings index) {
  public CreateOptions {
    Limits.checkDimension(dimension);
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(index, "index");
    index.checkDimension(dimension);
  }

  /** A database of these vectors, without a schema and with default graphs. */
  public static CreateOptions of(int dimension, Metric metric) {
    return new CreateOptions(dimension, metric, Schema.NONE, IndexSettings.DEFAULT);
  }

  public CreateOptions withSchema(Schema newSchema) {
    return new CreateOptions(dimension, metric, newSchema, index);
  }

  public CreateOptions withIndex(IndexSettings newIndex) {
    return new CreateOptions(dimension, metric, schema, newIndex);
  }
}
