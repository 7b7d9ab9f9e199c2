package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors come back from wherever they lie. */
class FloatRowsTest {
  private final Arena memory = Arena.ofAuto();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 100, 1000, 16_384})
  void vectorsComeBackAcrossChunks(int dimension) {
    int count = Math.min(5000, (3 << 20) / (dimension * 4));
    FloatRows rows = FloatRows.growing(dimension);
    for (int row = 0; row < count; row++) {
      rows.ensureCapacity(row + 1, memory);
      rows.set(row, Vectors.gaussian(row, dimension, 1));
    }
    for (int row = 0; row < count; row++) {
      assertThat(rows.get(row)).as("row " + row).isEqualTo(Vectors.gaussian(row, dimension, 1));
    }
  }

  @Test
  void paddingIsZero() {
    FloatRows rows = FloatRows.growing(5);
    rows.ensureCapacity(2, memory);
    rows.set(1, Vectors.filled(5, 1));
    for (int i = 5; i < FloatRows.paddedDimension(5); i++) {
      assertThat(rows.chunk(1).get(LittleEndian.F32, rows.offset(1) + 4L * i)).isZero();
    }
    float[] target = Vectors.filled(8, 9);
    rows.get(1, target);
    assertThat(target).containsExactly(1, 1, 1, 1, 1, 9, 9, 9);
  }

  @Test
  void strideIsAWholeNumberOfBlocks() {
    assertThat(FloatRows.paddedDimension(1)).isEqualTo(8);
    assertThat(FloatRows.paddedDimension(8)).isEqualTo(8);
    assertThat(FloatRows.paddedDimension(9)).isEqualTo(16);
    assertThat(FloatRows.strideBytes(9)).isEqualTo(64);
  }

  @Test
  void capacityGrowsByChunksAndNeverShrinks() {
    FloatRows rows = FloatRows.growing(100);
    assertThat(rows.capacityBytes(0)).isZero();
    rows.ensureCapacity(0, memory);
    assertThat(rows.capacityBytes(0)).isZero();
    rows.ensureCapacity(1, memory);
    long one = rows.capacityBytes(0);
    assertThat(one).isBetween(FloatRows.strideBytes(100), 1L << 20);
    rows.ensureCapacity(100_000, memory);
    assertThat(rows.capacityBytes(0)).isGreaterThanOrEqualTo(100_000 * FloatRows.strideBytes(100));
    long many = rows.capacityBytes(0);
    rows.ensureCapacity(1, memory);
    assertThat(rows.capacityBytes(0)).isEqualTo(many);
  }

  @Test
  void rowsOfAFileAreReadInPlace() {
    MemorySegment file = memory.allocate(3 * FloatRows.strideBytes(3), 64);
    Vectors.put(new float[] {1, 2, 3}, file, 0);
    Vectors.put(new float[] {4, 5, 6}, file, FloatRows.strideBytes(3) * 2);
    FloatRows rows = FloatRows.over(file, 3);
    assertThat(rows.get(0)).containsExactly(1, 2, 3);
    assertThat(rows.get(2)).containsExactly(4, 5, 6);
    assertThat(rows.dimension()).isEqualTo(3);
  }

  @Test
  void singleFloatsLieSideBySide() {
    FloatRows growing = FloatRows.growingScalars();
    growing.ensureCapacity(300_000, memory);
    growing.setFirst(0, 1.5f);
    growing.setFirst(1, 2.5f);
    growing.setFirst(299_999, 3.5f);
    assertThat(growing.first(0)).isEqualTo(1.5f);
    assertThat(growing.first(1)).isEqualTo(2.5f);
    assertThat(growing.first(299_999)).isEqualTo(3.5f);
    MemorySegment file = memory.allocate(8, 4);
    Vectors.put(new float[] {7, 8}, file, 0);
    assertThat(FloatRows.scalarsOver(file).first(1)).isEqualTo(8f);
  }
}
