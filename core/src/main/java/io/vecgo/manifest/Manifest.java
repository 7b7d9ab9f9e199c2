package io.vecgo.manifest;

import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Schema;
import java.time.Instant;
import java.util.List;

/**
 * Everything that makes up a version. What it names is all that is needed to read it, and none of
 * that ever changes.
 *
 * @param version its number, ascending from 1
 * @param createdAt when it was made, by the writer's clock
 * @param operation what made it
 * @param dimension components of every vector
 * @param metric how vectors are compared
 * @param schema what documents must look like
 * @param analyzer name of what makes terms of texts
 * @param index how graphs are built
 * @param nextId the id that the next record gets
 * @param nextFile the number in the name of the next file
 * @param segments oldest first
 */
public record Manifest(
    long version,
    Instant createdAt,
    Operation operation,
    int dimension,
    Metric metric,
    Schema schema,
    String analyzer,
    IndexSettings index,
    long nextId,
    long nextFile,
    List<SegmentEntry> segments) {
  public Manifest {
    segments = List.copyOf(segments);
  }

  /** The first version of a new database, without rows and with the default analyzer. */
  public static Manifest first(
      Instant now, int dimension, Metric metric, Schema schema, IndexSettings index) {
    return first(now, dimension, metric, schema, StandardAnalyzer.DEFAULT.name(), index);
  }

  /** The first version of a new database, without rows. */
  public static Manifest first(
      Instant now,
      int dimension,
      Metric metric,
      Schema schema,
      String analyzer,
      IndexSettings index) {
    return new Manifest(
        1, now, Operation.CREATE, dimension, metric, schema, analyzer, index, 1, 1, List.of());
  }

  /** The version after this one. */
  public Manifest next(
      Instant now,
      Operation newOperation,
      Schema newSchema,
      long newNextId,
      long newNextFile,
      List<SegmentEntry> newSegments) {
    return new Manifest(
        version + 1,
        now,
        newOperation,
        dimension,
        metric,
        newSchema,
        analyzer,
        index,
        newNextId,
        newNextFile,
        newSegments);
  }
}
