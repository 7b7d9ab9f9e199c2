package io.vecgo.quant;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.MemorySegment;

/**
 * Turns vectors of one dimension and metric into codes of fixed length. Immutable, thread-safe.
 *
 * <p>Vectors are given as users give them; under cosine a quantizer looks at their direction only.
 */
public interface Quantizer {

  /** What it is. */
  Quantization quantization();

  /** Whether it is for vectors of this metric and dimension. */
  boolean fits(Metric metric, int dimension);

  /** Bytes from one code to the next. */
  int codeBytes();

  /** Something that encodes, confined to one thread. */
  Encoder newEncoder();

  /** Writes codes. Confined to one thread. */
  interface Encoder {
    /** Writes the code of a vector, {@link #codeBytes} long, at a byte offset. */
    void encode(float[] vector, MemorySegment target, long offset);
  }

  /**
   * Estimates from the codes of rows.
   *
   * @param codes off-heap memory of one code a row, in order of rows, without gaps
   */
  CodeDistances newDistances(MemorySegment codes);

  /** Writes what {@code Quantizers.read} needs to make it again. */
  void write(ByteWriter out);
}
