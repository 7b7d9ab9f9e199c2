package io.vecgo;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
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
 * @param analyzer makes terms of the text fields
 * @param index how densely graphs are linked, how vectors are shortened, and how both lie in memory
 */
public record CreateOptions(
    int dimension, Metric metric, Schema schema, Analyzer analyzer, IndexSettings index) {
  public CreateOptions {
    Limits.checkDimension(dimension);
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(analyzer, "analyzer");
    Objects.requireNonNull(index, "index");
    index.checkDimension(dimension);
  }

  /** A database of these vectors, without a schema and with default graphs. */
  public static CreateOptions of(int dimension, Metric metric) {
    return new CreateOptions(
        dimension, metric, Schema.NONE, StandardAnalyzer.DEFAULT, IndexSettings.DEFAULT);
  }

  public CreateOptions withSchema(Schema newSchema) {
    return new CreateOptions(dimension, metric, newSchema, analyzer, index);
  }

  /**
   * With another analyzer. If it is none of the {@link StandardAnalyzer standard} ones, it must be
   * given again {@linkplain OpenOptions#withAnalyzer whenever} the database is opened.
   */
  public CreateOptions withAnalyzer(Analyzer newAnalyzer) {
    return new CreateOptions(dimension, metric, schema, newAnalyzer, index);
  }

  public CreateOptions withIndex(IndexSettings newIndex) {
    return new CreateOptions(dimension, metric, schema, analyzer, newIndex);
  }
}
