package io.vecgo.engine;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.model.Document;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.util.List;

/**
 * Refuses what the database cannot hold or search for, before anything is written. Every refusal is
 * an {@link IllegalArgumentException} that names the value.
 */
final class InputCheck {
  /**
   * Up to here no inner product and no squared distance of two vectors overflows a float; a percent
   * is left for the rounding of sums.
   */
  private static final double LENGTH_MAX = 0.99 * Math.sqrt(Float.MAX_VALUE / 4.0);

  /**
   * Below this a direction has lost its precision, and the inverse of the length comes near to
   * overflow.
   */
  private static final double COSINE_LENGTH_MIN = 1e-15;

  private final int dimension;
  private final Metric metric;

  InputCheck(int dimension, Metric metric) {
    this.dimension = dimension;
    this.metric = metric;
  }

  void record(VectorRecord record, Schema schema) {
    vector(record.vector());
    schema.check(record.metadata());
    documentSize(record.metadata());
  }

  /** Refuses what has no order that goes on behind the depth of its sides. */
  void notHybrid(Query query) {
    if (query.isHybrid()) {
      throw new IllegalArgumentException("hybrid query: must be by vector or by text alone");
    }
  }

  void byVectorAlone(Query query) {
    if (query.text().isPresent()) {
      throw new IllegalArgumentException("query with a text: must be by vector alone");
    }
  }

  void query(Query query, Schema schema) {
    if (query.hasVector()) {
      vector(query.vector());
    }
    if (query.text().isPresent()) {
      textFields(query.textFields(), schema.textFields());
    }
  }

  private static void textFields(List<String> wanted, List<String> declared) {
    if (declared.isEmpty()) {
      throw new IllegalArgumentException("text: the schema declares no text field to search");
    }
    for (String field : wanted) {
      if (!declared.contains(field)) {
        throw new IllegalArgumentException(
            "text field=" + field + ": must be one of " + String.join(", ", declared));
      }
    }
  }

  void threshold(float threshold) {
    if (Float.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold=NaN: must be a number");
    }
  }

  private void vector(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException("dimension=" + vector.length + ": must be " + dimension);
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException("vector[" + i + "]=" + vector[i] + ": must be finite");
      }
    }
    length(Math.sqrt(FloatDistances.squaredLength(vector)));
  }

  private void length(double length) {
    if (length > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "vector length=" + length + ": must be at most " + LENGTH_MAX);
    }
    if (metric == Metric.COSINE && length < COSINE_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "vector length="
              + length
              + ": has no direction, cosine needs at least "
              + COSINE_LENGTH_MIN);
    }
  }

  private static void documentSize(Document document) {
    if (document.fields().isEmpty()) {
      return;
    }
    ByteWriter encoded = new ByteWriter();
    DocumentCodec.write(document, encoded);
    Limits.checkRange("metadata bytes", encoded.size(), 0, Limits.DOCUMENT_BYTES_MAX);
  }
}
