package io.vecgo.memtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows in memory, seen through live sets. */
class MemtableTest {
  private static final long FIRST_ID = 100;

  private final Memtable table =
      new Memtable("m", 2, Metric.L2, IndexSettings.DEFAULT, Kernels.choose(), FIRST_ID);

  @BeforeEach
  void own() {
    table.acquire();
  }

  private int put(VectorRecord record) {
    int row = table.reserve(1);
    table.put(row, record);
    return row;
  }

  private MemtablePart seeing(int... rows) {
    RowSet.Builder live = new RowSet.Builder();
    for (int row : rows) {
      live.add(row);
    }
    return new MemtablePart(table, live.build());
  }

  @Test
  void reservedRowsAreNumberedAndIdsFollow() {
    assertThat(table.reserve(3)).isZero();
    assertThat(table.reserve(1)).isEqualTo(3);
    assertThat(table.reserve(0)).isEqualTo(4);
    assertThat(table.reservedRows()).isEqualTo(4);
    assertThat(table.nextId()).isEqualTo(FIRST_ID + 4);
    assertThat(table.id(3)).isEqualTo(FIRST_ID + 3);
  }

  @Test
  void rowKeepsWhatWasPut() {
    int row =
        put(VectorRecord.of(1, 2).withKey("k").with("a", 1).withPayload(new byte[] {1, 2, 3}));
    MemtablePart part = seeing(row);
    assertThat(part.vector(row)).containsExactly(1, 2);
    assertThat(part.key(row)).contains("k");
    assertThat(part.metadata(row)).isEqualTo(Document.of("a", 1));
    assertThat(part.payload(row)).containsExactly(1, 2, 3);
  }

  @Test
  void keyIsThatOfTheLiveRowWhicheverItIs() {
    int first = put(VectorRecord.of(1, 1).withKey("k"));
    int other = put(VectorRecord.of(1, 1).withKey("other"));
    int second = put(VectorRecord.of(2, 2).withKey("k"));
    int third = put(VectorRecord.of(3, 3).withKey("k"));
    assertThat(seeing(first, other).rowOf("k")).hasValue(first);
    assertThat(seeing(second, other).rowOf("k")).hasValue(second);
    assertThat(seeing(third).rowOf("k")).hasValue(third);
    assertThat(seeing(other).rowOf("k")).isEmpty();
    assertThat(seeing(other).rowOf("other")).hasValue(other);
    assertThat(seeing().rowOf("nobody")).isEmpty();
  }

  @Test
  void idIsFoundOnlyWhileLive() {
    int row = put(VectorRecord.of(1, 1));
    assertThat(seeing(row).rowOf(FIRST_ID + row)).hasValue(row);
    assertThat(seeing().rowOf(FIRST_ID + row)).isEmpty();
    assertThat(seeing(row).rowOf(FIRST_ID - 1)).isEmpty();
    assertThat(seeing(row).rowOf(FIRST_ID + 1)).isEmpty();
    assertThat(seeing(row).rowOf(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void searchesSeeLiveRowsOnly() {
    for (int i = 0; i < 300; i++) {
      put(VectorRecord.of(i, 0).with("even", i % 2 == 0));
    }
    MemtablePart all = new MemtablePart(table, RowSet.range(300));
    MemtablePart some = seeing(5, 17, 200);
    assertThat(nearest(all, true)).containsExactly(0, 1, 2);
    assertThat(nearest(all, false)).containsExactly(0, 1, 2);
    assertThat(nearest(some, true)).containsExactly(5, 17, 200);
    assertThat(nearest(some, false)).containsExactly(5, 17, 200);
    assertThat(some.matching(Filter.eq("even", true)).toArray()).containsExactly(200);
  }

  private static int[] nearest(MemtablePart part, boolean walking) {
    NearestRows result = new NearestRows(3);
    float[] query = {-1, 0};
    if (walking) {
      part.walk(query, WalkLimits.of(part.live(), 300), result);
    } else {
      part.scan(query, part.live(), result);
    }
    return Arrays.stream(result.drainSorted()).mapToInt(Ranked::row).toArray();
  }

  @Test
  void memoryIsTakenAsItIsUsed() {
    Memtable wide =
        new Memtable("w", 1024, Metric.COSINE, IndexSettings.DEFAULT, Kernels.choose(), 1);
    wide.acquire();
    assertThat(wide.bytes()).isZero();
    wide.reserve(1);
    assertThat(wide.bytes()).isLessThan(4 << 20);
    wide.reserve(10_000);
    assertThat(wide.bytes()).isBetween(10_000L * 1024 * 4, 20_000L * 1024 * 4);
    wide.release();
  }

  @Test
  void memoryIsFreedByTheLastOwner() {
    int row = put(VectorRecord.of(1, 2));
    table.acquire();
    table.release();
    assertThat(table.vector(row)).containsExactly(1, 2);
    table.release();
    assertThatIllegalStateException().isThrownBy(() -> table.vector(row));
  }
}
