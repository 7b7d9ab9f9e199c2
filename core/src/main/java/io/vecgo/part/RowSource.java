package io.vecgo.part;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.VectorRecord;
import io.vecgo.rows.RowSet;
import java.util.Optional;

/**
 * Rows with all that was given for them: what a segment is written from. Rows are numbered from 0;
 * only the live ones count. Immutable, thread-safe.
 */
public interface RowSource {

  /** The rows that count. */
  RowSet live();

  /** The id of any row, live or not. Ids ascend with rows. */
  long id(int row);

  Optional<String> key(int row);

  /** A copy of the vector as it was given. */
  float[] vector(int row);

  Document metadata(int row);

  /** A copy of the payload; empty if there is none. */
  byte[] payload(int row);

  /** The vectors of all rows; there while a {@link #vectorLease} is open. */
  FloatRows vectors();

  /** Keeps {@link #vectors} in memory; may take as much memory as these are large. */
  default VectorLease vectorLease() {
    return VectorLease.ofResident();
  }

  /** Under cosine the {@linkplain FloatDistances#scale scales} of the vectors, else anything. */
  FloatRows scales();

  /** What is known of neighbours among the rows. */
  Optional<LinkedRows> links();

  /** Everything that was given for a row. */
  default VectorRecord record(int row) {
    VectorRecord content =
        VectorRecord.of(vector(row)).withMetadata(metadata(row)).withPayload(payload(row));
    return key(row).map(content::withKey).orElse(content);
  }
}
