package io.vecgo.graph;

import io.vecgo.kernel.FastScanKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Metric;

/**
 * Where things are in {@link TurboRecords}: a record for each row, then entry records. A record
 * begins at a multiple of 64 bytes and holds its neighbours (ints), their factors (floats), their
 * codes, its own vector (floats, padded), and under cosine its scale (a float). Little-endian.
 *
 * @param dimension of vectors
 */
public record TurboLayout(Metric metric, int dimension) {
  /** Neighbours of a record. */
  public static final int LINKS = FastScanKernels.SLOTS;

  /** Records begin at multiples of this many bytes. */
  static final int ALIGNMENT = 64;

  private static final int FACTORS_AT = LINKS * Integer.BYTES;
  private static final int CODES_AT = FACTORS_AT + FastScanKernels.FACTORS * Float.BYTES;

  /** Bytes from one record to the next. */
  public int strideBytes() {
    int bytes = scaleAt() + (metric == Metric.COSINE ? Float.BYTES : 0);
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Bytes of the records of so many rows and entry rows. */
  public long bytes(int rows, int entryRows) {
    return ((long) rows + (entryRows + LINKS - 1) / LINKS) * strideBytes();
  }

  /** Where the record of a row begins, or an entry record: they count on from the rows. */
  public long recordAt(int record) {
    return (long) record * strideBytes();
  }

  int factorsAt() {
    return FACTORS_AT;
  }

  int codesAt() {
    return CODES_AT;
  }

  int vectorAt() {
    return CODES_AT + FastScanKernels.codeBytes(TurboSpace.components(dimension));
  }

  int scaleAt() {
    return vectorAt() + (int) FloatRows.strideBytes(dimension);
  }
}
