package io.vecgo.memtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memtables of rows long enough to be linked by their codes. */
class RowCodesTest {
  private static final int DIMENSION = 64;
  private static final int K = 10;
  private static final int QUERIES = 40;

  /** More than codes have room for at first: their memory grows twice. */
  private static final int ROWS = 3_000;

  private final Random random = new Random(5);
  private Memtable table = table(DIMENSION, Metric.L2);

  private static Memtable table(int dimension, Metric metric) {
    Memtable made =
        new Memtable("m", dimension, metric, IndexSettings.DEFAULT, Kernels.choose(), 1);
    made.acquire();
    return made;
  }

  @AfterEach
  void free() {
    table.release();
  }

  private void use(int dimension, Metric metric) {
    table.release();
    table = table(dimension, metric);
  }

  /** Around one of eight places. */
  private float[] vector() {
    Random place = new Random(random.nextInt(8));
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (2 * place.nextGaussian() + random.nextGaussian());
    }
    return vector;
  }

  private void put(int row) {
    VectorRecord record;
    synchronized (random) {
      record = VectorRecord.of(vector());
    }
    table.put(row, record);
  }

  private static Set<Integer> rows(NearestRows found) {
    return Arrays.stream(found.drainSorted()).mapToObj(Ranked::row).collect(Collectors.toSet());
  }

  private double recall() {
    RowSet all = RowSet.range(table.reservedRows());
    int common = 0;
    for (int i = 0; i < QUERIES; i++) {
      float[] query = vector();
      NearestRows walked = new NearestRows(K);
      NearestRows scanned = new NearestRows(K);
      table.walk(query, WalkLimits.of(all, 100), walked);
      table.scan(query, all, scanned);
      Set<Integer> found = rows(walked);
      found.retainAll(rows(scanned));
      common += found.size();
    }
    return common / (double) (K * QUERIES);
  }

  @ParameterizedTest
  @EnumSource
  void rowsLinkedByCodesAreFound(Metric metric) {
    use(DIMENSION, metric);
    for (int i = 0; i < ROWS; i++) {
      put(table.reserve(1));
    }
    assertThat(recall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void twoThreadsLinkWhileMemoryGrows() {
    IntStream.range(0, 2).parallel().forEach(_ -> putHalf());
    assertThat(table.reservedRows()).isEqualTo(ROWS);
    assertThat(recall()).isGreaterThanOrEqualTo(0.95);
  }

  private void putHalf() {
    for (int i = 0; i < ROWS / 2; i++) {
      int row;
      synchronized (random) {
        row = table.reserve(1);
      }
      put(row);
    }
  }

  @Test
  void walksFindRowsThatLieFarFromTheFirst() {
    table.reserve(1);
    table.put(0, VectorRecord.of(new float[DIMENSION]));
    for (int i = 0; i < ROWS; i++) {
      float[] far = vector();
      far[0] += 1_000;
      table.put(table.reserve(1), VectorRecord.of(far));
    }
    float[] query = vector();
    query[0] += 1_000;
    RowSet all = RowSet.range(table.reservedRows());
    NearestRows walked = new NearestRows(K);
    NearestRows scanned = new NearestRows(K);
    table.walk(query, WalkLimits.of(all, 200), walked);
    table.scan(query, all, scanned);
    Set<Integer> found = rows(walked);
    found.retainAll(rows(scanned));
    assertThat(found).hasSizeGreaterThanOrEqualTo(K - 1);
  }

  @Test
  void codesAreCountedAsMemory() {
    Memtable shorter = table(DIMENSION - 4, Metric.L2); // as much memory for vectors, no codes
    shorter.reserve(1);
    table.reserve(1);
    assertThat(table.bytes() - shorter.bytes()).isGreaterThanOrEqualTo(1_024 * DIMENSION / 2);
    shorter.release();
  }
}
