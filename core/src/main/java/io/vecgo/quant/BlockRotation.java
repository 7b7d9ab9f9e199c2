package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An orthogonal map of vectors that turns blocks of consecutive components, each by itself;
 * components outside of every block stay as they are. Immutable, thread-safe.
 *
 * <p>File: number of blocks as varint, then for each, ascending, its first component and its size
 * as varints and its matrix as floats, column by column.
 */
final class BlockRotation {
  /** The map that changes nothing. */
  static final BlockRotation NONE = new BlockRotation(List.of());

  private final List<Block> blocks;

  BlockRotation(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** A run of components and the columns of the matrix that they are multiplied with. */
  static final class Block {
    private final int begin;
    private final float[][] columns;

    /** Takes over the columns. */
    Block(int begin, float[][] columns) {
      this.begin = begin;
      this.columns = columns;
    }

    private int end() {
      return begin + columns.length;
    }

    private void apply(float[] vector, float[] target, float[] work) {
      Arrays.fill(work, 0, columns.length, 0);
      for (int i = 0; i < columns.length; i++) {
        Columns.addMultiples(vector[begin + i], columns[i], work, columns.length);
      }
      System.arraycopy(work, 0, target, begin, columns.length);
    }
  }

  /**
   * Writes the rotated vector.
   *
   * @param target another array than the vector
   * @param work memory of at least the dimension, overwritten
   */
  void apply(float[] vector, float[] target, float[] work) {
    System.arraycopy(vector, 0, target, 0, vector.length);
    for (Block block : blocks) {
      block.apply(vector, target, work);
    }
  }

  void write(ByteWriter out) {
    out.varint(blocks.size());
    for (Block block : blocks) {
      out.varint(block.begin).varint(block.columns.length);
      for (float[] column : block.columns) {
        Floats.write(column, column.length, out);
      }
    }
  }

  static BlockRotation read(ByteReader in, int dimension) {
    List<Block> blocks = new ArrayList<>();
    int free = 0;
    for (int count = in.count(1 + 1 + Float.BYTES); count > 0; count--) {
      Block block = readBlock(in, free, dimension);
      free = block.end();
      blocks.add(block);
    }
    return new BlockRotation(blocks);
  }

  private static Block readBlock(ByteReader in, int free, int dimension) {
    long begin = in.varint();
    if (begin < free || begin >= dimension) {
      throw in.corrupt("block", free + " to " + (dimension - 1), Long.toString(begin));
    }
    int size = in.count(Float.BYTES);
    if (size < 1 || size > dimension - begin || size > in.remaining() / Float.BYTES / size) {
      throw in.corrupt("block size", "1 to " + (dimension - begin) + " and a matrix", "" + size);
    }
    float[][] columns = new float[size][size];
    for (float[] column : columns) {
      Floats.read(in, column, size);
    }
    return new Block((int) begin, columns);
  }
}
