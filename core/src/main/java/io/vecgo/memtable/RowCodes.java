package io.vecgo.memtable;

import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.quant.CodeDistances;
import io.vecgo.quant.Quantizer;
import io.vecgo.quant.Quantizers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Short codes of the rows of a memtable. Inserts walk through them: that reads an eighth of the
 * memory that vectors take, which is what inserts wait for. What a walk finds is ranked by the
 * vectors, so codes decide no distance that anybody sees.
 *
 * <p>The codes lie in one piece of memory, which is copied when it is full; who holds an old piece
 * goes on reading it. The first row is the centre of the codes: it is known when the first code is
 * made.
 *
 * <p>Threads: {@link #ensureCapacity} is called by one thread at a time; different rows may be
 * encoded at the same time.
 */
final class RowCodes {
  private static final Quantization QUANTIZATION = new Quantization.RaBitQ(4);
  private static final long SEED = 0x6D65_6D74_6162L;
  private static final int ALIGNMENT = 64;
  private static final int ROWS_MIN = 1 << 10;

  private final Metric metric;
  private final int dimension;
  private final int codeBytes;
  private final ReentrantReadWriteLock growth = new ReentrantReadWriteLock();
  private volatile MemorySegment codes = MemorySegment.NULL;
  private volatile long takenBytes; // written by one thread at a time
  private volatile @Nullable Quantizer quantizer;

  RowCodes(Metric metric, int dimension) {
    this.metric = metric;
    this.dimension = dimension;
    this.codeBytes = trained(new float[0][]).codeBytes();
  }

  private Quantizer trained(float[][] sample) {
    return Quantizers.train(QUANTIZATION, metric, dimension, sample, SEED);
  }

  /** Takes memory until there is room for so many rows; what was taken before is not given back. */
  void ensureCapacity(int rows, Arena arena) {
    if (rows <= capacityRows(codes)) {
      return;
    }
    long bytes = pieceBytes(rows);
    MemorySegment more = arena.allocate(bytes, ALIGNMENT);
    long before = takenBytes;
    takenBytes = before + bytes;
    growth.writeLock().lock();
    try {
      MemorySegment.copy(codes, 0, more, 0, codes.byteSize());
      codes = more;
    } finally {
      growth.writeLock().unlock();
    }
  }

  private long pieceBytes(int rows) {
    return Math.max(ROWS_MIN, Math.max(rows, 2L * capacityRows(codes))) * codeBytes;
  }

  private int capacityRows(MemorySegment piece) {
    return (int) (piece.byteSize() / codeBytes);
  }

  int codeBytes() {
    return codeBytes;
  }

  /** Memory that is taken first, in bytes. */
  long firstBytes() {
    return (long) ROWS_MIN * codeBytes;
  }

  /** Memory of all pieces once there is room for so many rows; of 0 rows what is taken now. */
  long capacityBytes(int rows) {
    return takenBytes + (rows <= capacityRows(codes) ? 0 : pieceBytes(rows));
  }

  /** The quantizer; of the first vector asked for, if there is none yet. */
  private Quantizer quantizerFor(float[] vector) {
    Quantizer made = quantizer;
    return made != null ? made : firstQuantizer(vector);
  }

  private synchronized Quantizer firstQuantizer(float[] vector) {
    Quantizer made = quantizer;
    if (made == null) {
      made = trained(new float[][] {vector});
      quantizer = made;
    }
    return made;
  }

  /** Encodes rows and walks from them; confined to one thread. */
  final class Walking implements RowDistances {
    private final FloatRows vectors;
    private final Quantizer made;
    private final Quantizer.Encoder encoder;
    private final float[] vector;
    private MemorySegment piece = MemorySegment.NULL;
    private CodeDistances distances;

    /**
     * @param first a vector of the memtable
     */
    Walking(FloatRows vectors, float[] first) {
      this.vectors = vectors;
      this.made = quantizerFor(first);
      this.encoder = made.newEncoder();
      this.vector = new float[dimension];
      this.distances = made.newDistances(piece);
    }

    /** Encodes a row whose vector is in place. */
    void encode(int row, float[] given) {
      growth.readLock().lock();
      try {
        encoder.encode(given, codes, (long) row * codeBytes);
      } finally {
        growth.readLock().unlock();
      }
    }

    @Override
    public void aimAt(int row) {
      vectors.get(row, vector);
      aim();
    }

    private void aim() {
      MemorySegment newest = codes;
      if (newest.address() != piece.address()) {
        piece = newest;
        distances = made.newDistances(newest);
      }
      distances.aimAt(vector);
    }

    /** Rows linked since the aim may lie behind the piece of that time. */
    @Override
    public void to(int[] rows, int count, float[] out) {
      int capacity = capacityRows(piece);
      for (int i = 0; i < count; i++) {
        if (rows[i] >= capacity) {
          aim();
          break;
        }
      }
      distances.to(rows, count, out);
    }
  }
}
