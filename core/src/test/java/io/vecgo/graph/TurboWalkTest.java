package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TurboWalkTest {

  @ParameterizedTest
  @CsvSource({
    "L2,1",
    "L2,3",
    "L2,17",
    "L2,100",
    "COSINE,2",
    "COSINE,20",
    "COSINE,128",
    "DOT,24",
    "DOT,100"
  })
  void findsTheNearestRows(Metric metric, int dimension) {
    TurboSample sample = new TurboSample(metric, vectors(1, 3000, dimension), 40);
    assertThat(sample.recall(vectors(2, 50, dimension), 200, _ -> true)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void distancesAreExactToTheBit(Metric metric) {
    TurboSample sample = new TurboSample(metric, vectors(3, 500, 19), 20);
    float[] query = vectors(4, 1, 19).getFirst();
    long[] all = sample.scan(query, 500, _ -> true);
    for (long hit : sample.search(query, 10, 50, _ -> true)) {
      assertThat(Arrays.binarySearch(all, hit)).isNotNegative();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyWantedRowsAreFoundAndAllOthersAreWalkedThrough(Metric metric) {
    TurboSample sample = new TurboSample(metric, vectors(5, 3000, 24), 32);
    List<float[]> queries = vectors(6, 30, 24);
    for (long hit : sample.search(queries.getFirst(), 10, 50, row -> row % 10 == 3)) {
      assertThat(Ranked.row(hit) % 10).isEqualTo(3);
    }
    assertThat(sample.recall(queries, 100, row -> row % 10 == 3)).isGreaterThan(0.95);
  }

  @Test
  void noRowIsFoundTwice() {
    TurboSample sample = new TurboSample(Metric.L2, vectors(7, 300, 8), 10);
    long[] hits = sample.search(vectors(8, 1, 8).getFirst(), 300, 300, _ -> true);
    assertThat(Arrays.stream(hits).mapToInt(Ranked::row).distinct().count()).isEqualTo(hits.length);
  }

  @Test
  void fewRowsAreAllFound() {
    for (int count : new int[] {1, 2, 31, 32, 33, 40}) {
      TurboSample sample = new TurboSample(Metric.L2, vectors(9, count, 5), 1);
      assertThat(sample.search(new float[5], count, count, _ -> true)).hasSize(count);
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalRowsAreFound(Metric metric) {
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      rows.add(new float[] {1, 2, 3});
    }
    TurboSample sample = new TurboSample(metric, rows, 4);
    assertThat(sample.search(new float[] {1, 2, 3}, 3, 10, _ -> true)).hasSize(3);
  }

  @Test
  void zeroVectorsAndAZeroQueryAreFound() {
    List<float[]> rows = new ArrayList<>(vectors(10, 100, 6));
    rows.add(new float[6]);
    for (Metric metric : new Metric[] {Metric.L2, Metric.DOT}) {
      TurboSample sample = new TurboSample(metric, rows, 8);
      assertThat(sample.search(new float[6], 5, 50, _ -> true)).hasSize(5);
    }
  }

  @Test
  void theLengthOfAQueryUnderDotChangesNoOrder() {
    TurboSample sample = new TurboSample(Metric.DOT, vectors(11, 1000, 32), 16);
    float[] query = vectors(12, 1, 32).getFirst();
    int[] rows = rows(sample.search(query, 10, 64, _ -> true));
    for (float length : new float[] {1 << 20, 1f / (1 << 20)}) {
      float[] other = query.clone();
      for (int i = 0; i < other.length; i++) {
        other[i] *= length;
      }
      assertThat(rows(sample.search(other, 10, 64, _ -> true))).isEqualTo(rows);
    }
  }

  @Test
  void aWalkCanBeUsedAgain() {
    TurboSample sample = new TurboSample(Metric.L2, vectors(13, 500, 12), 10);
    TurboWalk walk = new TurboWalk(sample.records);
    for (float[] query : vectors(14, 20, 12)) {
      NearestRows result = new NearestRows(10);
      walk.search(query, WalkGoal.of(_ -> true, 40), result);
      assertThat(result.drainSorted()).isEqualTo(sample.search(query, 10, 40, _ -> true));
      assertThat(walk.hops()).isPositive();
      assertThat(walk.distanceComputations()).isEqualTo(33 * walk.hops());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasFoundElsewhereEndsAWalkAndTheWalkAddsToIt(Metric metric) {
    TurboSample sample = new TurboSample(metric, vectors(23, 1000, 12), 16);
    float[] query = vectors(24, 1, 12).getFirst();
    SharedBound bound = new SharedBound(15, 3);
    WalkGoal goal = new WalkGoal(_ -> true, 200, Patience.ENDLESS, bound);
    TurboWalk walk = new TurboWalk(sample.records);
    walk.search(query, goal, new NearestRows(10));
    long hops = walk.hops();
    assertThat(walk.reach()).isGreaterThan(bound.distance()).isLessThan(Float.POSITIVE_INFINITY);
    assertThat(bound.distance())
        .isGreaterThanOrEqualTo(Ranked.distance(sample.scan(query, 15, _ -> true)[14]));
    NearestRows again = new NearestRows(10);
    walk.search(query, goal, again);
    assertThat(walk.hops()).isLessThan(hops);
    assertThat(walk.reach()).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(again.drainSorted()).isEqualTo(sample.scan(query, 10, _ -> true));
  }

  @Test
  void everyLinkIsANeighbourAndOthersFillUp() {
    TurboSample sample = new TurboSample(Metric.L2, vectors(15, 600, 10), 5);
    int[] links = new int[sample.graph.links().linksMax()];
    int filled = 0;
    for (int row = 0; row < 600; row++) {
      int count = sample.graph.links().read(row, links, 0);
      List<Integer> neighbours = neighbours(sample, row);
      assertThat(neighbours).doesNotHaveDuplicates().doesNotContain(row);
      if (count <= TurboLayout.LINKS) {
        assertThat(neighbours).containsAll(Arrays.stream(links, 0, count).boxed().toList());
      }
      filled += neighbours.size();
    }
    assertThat(filled).isGreaterThan(600 * TurboLayout.LINKS * 9 / 10);
  }

  @Test
  void neighboursThatAreNoRowsAreRefused() {
    for (int bad : new int[] {-1, 100, 101, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      TurboSample sample = new TurboSample(Metric.L2, vectors(16, 100, 10), 40);
      long entry = sample.space.layout().recordAt(100);
      for (int slot = 0; slot < TurboLayout.LINKS; slot++) {
        sample.bytes.set(LittleEndian.I32, entry + 4L * slot, bad);
      }
      assertThatThrownBy(() -> sample.search(new float[10], 5, 10, _ -> true))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(sample.records.damage())
          .hasValue(new GraphDamage(entry, "invalid neighbour", "0 to 99", Integer.toString(bad)));
    }
  }

  @Test
  void damagedRecordsNeverDoMoreThanThrow() {
    TurboSample sample = new TurboSample(Metric.COSINE, vectors(17, 200, 10), 8);
    Random random = new Random(18);
    float[] query = vectors(19, 1, 10).getFirst();
    for (int round = 0; round < 300; round++) {
      long at = random.nextLong(sample.bytes.byteSize());
      sample.bytes.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt(256));
      try {
        assertThat(sample.search(query, 5, 20, _ -> true)).hasSizeLessThanOrEqualTo(5);
      } catch (IndexOutOfBoundsException expected) {
        assertThat(expected).hasMessageContaining("ndex");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSpaceThatWasWrittenGivesTheSameCodes(Metric metric) {
    TurboSample sample = new TurboSample(metric, vectors(20, 100, 21), 8);
    ByteWriter out = new ByteWriter();
    sample.space.write(out);
    TurboSpace copy = TurboSpace.read(reader(out.toArray()), metric, 21);
    TurboRecords records = TurboRecords.over(sample.bytes, copy, 100);
    float[] query = vectors(21, 1, 21).getFirst();
    NearestRows result = new NearestRows(10);
    new TurboWalk(records).search(query, WalkGoal.of(_ -> true, 20), result);
    assertThat(result.drainSorted()).isEqualTo(sample.search(query, 10, 20, _ -> true));
  }

  @Test
  void aSpaceThatIsCutOffIsDamage() {
    ByteWriter out = new ByteWriter();
    new TurboSample(Metric.L2, vectors(22, 10, 4), 1).space.write(out);
    for (int length = 0; length < out.size(); length++) {
      byte[] head = Arrays.copyOf(out.toArray(), length);
      assertThatThrownBy(() -> TurboSpace.read(reader(head), Metric.L2, 4))
          .isInstanceOf(CorruptException.class);
    }
  }

  private static ByteReader reader(byte[] bytes) {
    return new ByteReader(MemorySegment.ofArray(bytes), new ByteReader.Place("file", "space", 0));
  }

  private static List<Integer> neighbours(TurboSample sample, int row) {
    long record = sample.space.layout().recordAt(row);
    List<Integer> neighbours = new ArrayList<>();
    for (int slot = 0; slot < TurboLayout.LINKS; slot++) {
      float factor = sample.bytes.get(LittleEndian.F32, record + 4L * (TurboLayout.LINKS + slot));
      if (factor < Float.POSITIVE_INFINITY) {
        neighbours.add(sample.bytes.get(LittleEndian.I32, record + 4L * slot));
      }
    }
    return neighbours;
  }

  private static int[] rows(long[] ranked) {
    return Arrays.stream(ranked).mapToInt(Ranked::row).toArray();
  }

  private static List<float[]> vectors(long seed, int count, int dimension) {
    return GraphSamples.clustered(seed, count, dimension);
  }
}
