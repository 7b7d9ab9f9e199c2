package io.vecgo.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tables of one query for {@link FastScanKernels}: from the sum of entries that a code of ones
 * and zeros chooses follows the inner product of the query and the code with plus and minus a half.
 * Confined to one thread; reused from query to query.
 *
 * <p>Components are rounded to 31 even steps between plus and minus the largest one. A negative
 * component counts where its bit is not set, so that all entries are positive and the difference is
 * one number for the query.
 */
public final class FastScanTables {
  /** Entries of four components stay within {@link FastScanKernels#ENTRY_MAX}. */
  private static final int STEPS = FastScanKernels.ENTRY_MAX / 4;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ALL = 0x0101_0101_0101_0101L;

  /** In byte n a one if n has this bit, for n of 0 to 7. */
  private static final long[] HAS_BIT = {
    0x0100_0100_0100_0100L, 0x0101_0000_0101_0000L, 0x0101_0101_0000_0000L,
  };

  private final byte[] tables;
  private float scale;
  private float shift;
  private int negative;
  private int total;

  /**
   * @param components a multiple of {@link FastScanKernels#PADDING_COMPONENTS}
   */
  public FastScanTables(int components) {
    tables = new byte[FastScanKernels.tableBytes(components)];
  }

  /** Makes the tables of this query. */
  public void aimAt(float[] query) {
    float most = 0;
    for (float component : query) {
      most = Math.max(most, Math.abs(component));
    }
    scale = most / STEPS;
    float inverse = most > 0 ? STEPS / most : 0;
    negative = 0;
    total = 0;
    for (int i = 0; i < query.length; i += 4) {
      fill(query, i, inverse);
    }
    shift = scale * (negative - 0.5f * total);
  }

  /** The 16 entries for four components: each is added to the entries of the half it counts in. */
  private void fill(float[] query, int at, float inverse) {
    long low = 0;
    for (int bit = 0; bit < 3; bit++) {
      int steps = steps(query[at + bit], inverse);
      low += Math.abs(steps) * (steps < 0 ? ALL - HAS_BIT[bit] : HAS_BIT[bit]);
    }
    int last = steps(query[at + 3], inverse);
    LONGS.set(tables, 4 * at, low + Math.max(0, -last) * ALL);
    LONGS.set(tables, 4 * at + Long.BYTES, low + Math.max(0, last) * ALL);
  }

  private int steps(float component, float inverse) {
    int steps = Math.min(STEPS, (int) (Math.abs(component) * inverse + 0.5f));
    int signed = component < 0 ? -steps : steps;
    negative += Math.min(0, signed);
    total += signed;
    return signed;
  }

  /** The tables; valid until aimed anew. */
  public byte[] bytes() {
    return tables;
  }

  /** What a sum is multiplied with to give an inner product, before {@link #shift} is added. */
  public float scale() {
    return scale;
  }

  public float shift() {
    return shift;
  }
}
