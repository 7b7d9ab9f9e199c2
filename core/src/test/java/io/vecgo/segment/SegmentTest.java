package io.vecgo.segment;

import static io.vecgo.segment.SegmentSamples.KERNELS;
import static io.vecgo.segment.SegmentSamples.contents;
import static io.vecgo.segment.SegmentSamples.memtable;
import static io.vecgo.segment.SegmentSamples.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.vecgo.cache.BlockCache;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Metric;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.VectorRecord;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentReading.Mapping;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A segment says the same of its rows as the memtable that it was written from. */
class SegmentTest {
  private static final String NAME = "segment-1.bin";

  private final MemoryStore store = new MemoryStore();

  private SegmentPart write(MemtablePart source, int dimension, Metric metric) throws IOException {
    SegmentInfo info = SegmentSamples.write(store, NAME, dimension, metric, source);
    return open(info);
  }

  private SegmentPart open(SegmentInfo info) throws IOException {
    Segment segment = Segment.open(store, info, KERNELS);
    segment.acquire();
    return new SegmentPart(segment, RowSet.range(info.rows()));
  }

  @ParameterizedTest
  @CsvSource({"L2,1", "L2,3", "L2,8", "L2,100", "COSINE,1", "COSINE,3", "COSINE,100", "DOT,3"})
  void rowsAreReadAsTheyWereWritten(Metric metric, int dimension) throws IOException {
    MemtablePart source = memtable(dimension, metric, mixed(1, 700, dimension));
    SegmentPart segment = write(source, dimension, metric);
    assertThat(contents(segment)).isEqualTo(contents(source));
    segment.segment().verify();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void onlyLiveRowsAreWritten(Metric metric) throws IOException {
    RowSet some = RowSet.range(300).where(row -> row % 3 != 0 && row > 10);
    MemtablePart source = new MemtablePart(memtable(5, metric, mixed(2, 300, 5)).table(), some);
    SegmentPart segment = write(source, 5, metric);
    assertThat(segment.segment().info().rows()).isEqualTo(some.cardinality());
    assertThat(contents(segment)).isEqualTo(contents(source));
    assertThat(segment.rowOf(SegmentSamples.FIRST_ID + 3)).isEmpty();
    assertThat(segment.rowOf("key-3")).isEmpty();
    assertThat(segment.rowOf("key-12")).isEmpty();
    assertThat(segment.rowOf("key-11")).hasValue(0);
  }

  @Test
  void segmentOfASegmentIsTheSameSegment() throws IOException {
    SegmentPart first = write(memtable(5, Metric.COSINE, mixed(3, 300, 5)), 5, Metric.COSINE);
    SegmentInfo again = SegmentSamples.write(store, "segment-2.bin", 5, Metric.COSINE, first);
    assertThat(again.directoryChecksum()).isEqualTo(first.segment().info().directoryChecksum());
    assertThat(contents(open(again))).isEqualTo(contents(first));
  }

  @Test
  void rowsWithoutKeysAreReadAsTheyWereWritten() throws IOException {
    List<VectorRecord> bare = IntStream.range(0, 50).mapToObj(i -> VectorRecord.of(i, 1)).toList();
    MemtablePart source = memtable(2, Metric.L2, bare);
    SegmentPart segment = write(source, 2, Metric.L2);
    assertThat(contents(segment)).isEqualTo(contents(source));
    assertThat(segment.rowOf("key")).isEmpty();
  }

  @Test
  void oneRowIsASegment() throws IOException {
    MemtablePart source = memtable(2, Metric.L2, List.of(VectorRecord.of(1, 2).withKey("k")));
    assertThat(contents(write(source, 2, Metric.L2))).isEqualTo(contents(source));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1023, 1024, 1025, 5000})
  void keysAreFoundAndOthersAreNot(int keys) throws IOException {
    List<VectorRecord> records =
        IntStream.range(0, keys).mapToObj(i -> VectorRecord.of(i).withKey("k" + i)).toList();
    SegmentPart segment = write(memtable(1, Metric.L2, records), 1, Metric.L2);
    for (int i = 0; i < keys; i++) {
      assertThat(segment.rowOf("k" + i)).as("k" + i).hasValue(i);
      assertThat(segment.rowOf("k" + (keys + i))).as("k" + (keys + i)).isEmpty();
    }
    assertThat(segment.rowOf("")).isEmpty();
    assertThat(segment.rowOf("K0")).isEmpty();
  }

  @Test
  void idsAreFoundAndOthersAreNot() throws IOException {
    RowSet odd = RowSet.range(1000).where(row -> row % 2 == 1);
    MemtablePart all = memtable(1, Metric.L2, mixed(4, 1000, 1));
    SegmentPart segment = write(new MemtablePart(all.table(), odd), 1, Metric.L2);
    for (int row = -5; row < 1005; row++) {
      OptionalInt expected =
          row % 2 == 1 && row < 1000 ? OptionalInt.of(row / 2) : OptionalInt.empty();
      assertThat(segment.rowOf(SegmentSamples.FIRST_ID + row)).as("row " + row).isEqualTo(expected);
    }
    assertThat(segment.rowOf(Long.MIN_VALUE)).isEmpty();
    assertThat(segment.rowOf(Long.MAX_VALUE)).isEmpty();
    assertThat(segment.segment().info().minId()).isEqualTo(SegmentSamples.FIRST_ID + 1);
    assertThat(segment.segment().info().maxId()).isEqualTo(SegmentSamples.FIRST_ID + 999);
  }

  @Test
  void valuesLargerThanABlockAreReadAsTheyWereWritten() throws IOException {
    Random random = new Random(5);
    List<VectorRecord> large = new ArrayList<>();
    for (int bytes : new int[] {0, 65_535, 65_536, 65_537, 200_000, 1}) {
      byte[] payload = new byte[bytes];
      random.nextBytes(payload);
      large.add(VectorRecord.of(bytes).withPayload(payload).with("text", "x".repeat(bytes)));
    }
    MemtablePart source = memtable(1, Metric.L2, large);
    assertThat(contents(write(source, 1, Metric.L2))).isEqualTo(contents(source));
  }

  @Test
  void rowsOfAStoreThatCannotMapAreReadAlike() throws IOException {
    MemtablePart source = memtable(3, Metric.DOT, mixed(6, 100, 3));
    SegmentInfo info = SegmentSamples.write(store, NAME, 3, Metric.DOT, source);
    OneBlobStore copied = OneBlobStore.copyOf(store, NAME).withoutMapping();
    Segment segment = Segment.open(copied, info, KERNELS);
    segment.acquire();
    assertThat(contents(new SegmentPart(segment, RowSet.range(100)))).isEqualTo(contents(source));
    segment.verify();
    segment.release();
  }

  @Test
  void rowsWithoutPayloadsHaveNothingToFetch() throws IOException {
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < 600; row++) {
      records.add(VectorRecord.of(row).withPayload(new byte[row < 300 ? 0 : 4_096]));
    }
    MemtablePart source = memtable(1, Metric.L2, records);
    SegmentInfo info = SegmentSamples.write(store, NAME, 1, Metric.L2, source);
    MemoryAccount account = MemoryAccount.unlimited();
    try (BlockCache cache = new BlockCache(8 << 20, account)) {
      SegmentReading paged = new SegmentReading(account, Optional.of(cache), Mapping.NEVER);
      Segment segment = Segment.open(store, info, KERNELS, paged);
      segment.acquire();
      SegmentPart part = new SegmentPart(segment, RowSet.range(600));
      assertThat(part.payload(7)).isEmpty(); // where payloads are is in memory
      assertThat(part.fetches(new int[] {7}, EnumSet.of(Returned.PAYLOAD))).isEmpty();
      assertThat(part.fetches(new int[] {7, 500}, EnumSet.of(Returned.PAYLOAD))).hasSize(1);
      segment.release();
    }
  }

  @Test
  void deletedRowsAreNotFoundByIdOrKey() throws IOException {
    SegmentPart all = write(memtable(1, Metric.L2, mixed(7, 10, 1)), 1, Metric.L2);
    SegmentPart some = new SegmentPart(all.segment(), all.live().without(3));
    assertThat(all.rowOf(SegmentSamples.FIRST_ID + 3)).hasValue(3);
    assertThat(all.rowOf("key-3")).hasValue(3);
    assertThat(some.rowOf(SegmentSamples.FIRST_ID + 3)).isEmpty();
    assertThat(some.rowOf("key-3")).isEmpty();
  }

  @Test
  void nameThatIsTakenIsNotWrittenOver() throws IOException {
    SegmentPart first = write(memtable(1, Metric.L2, mixed(8, 10, 1)), 1, Metric.L2);
    MemtablePart other = memtable(1, Metric.L2, mixed(9, 20, 1));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> SegmentSamples.write(store, NAME, 1, Metric.L2, other));
    assertThat(contents(open(first.segment().info()))).isEqualTo(contents(first));
  }

  @Test
  void failedWriteLeavesNoFile() throws IOException {
    MemtablePart source = memtable(1, Metric.L2, mixed(10, 10, 1));
    for (int step = 1; ; step++) {
      FailingStore failing = new FailingStore(store);
      failing.failAt(step, Failure.NOTHING_DONE);
      try {
        SegmentSamples.write(failing, NAME, 1, Metric.L2, source);
        break;
      } catch (IOException expected) {
        assertThat(store.list("")).as("step " + step).isEmpty();
      }
    }
    assertThat(store.list("")).hasSize(1);
  }

  @Test
  void missingFileIsNotOpened() {
    SegmentInfo info = new SegmentInfo("nowhere", 1000, 0, 1, 1, Metric.L2, 1, 1);
    assertThatIOException()
        .isThrownBy(() -> Segment.open(store, info, KERNELS))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void statisticsAreTrueOfAllRows(Metric metric) throws IOException {
    SegmentPart segment = write(memtable(5, metric, mixed(3, 300, 5)), 5, metric);
    assertThat(segment.segment().info().statistics().ball()).isPresent();
    assertThat(segment.segment().rowBeyondStatistics()).isEmpty();
  }

  @Test
  void rowThatStatisticsExcludeIsFound() throws IOException {
    SegmentPart some = write(memtable(2, Metric.L2, List.of(VectorRecord.of(1, 2))), 2, Metric.L2);
    List<VectorRecord> more = List.of(VectorRecord.of(1, 2), VectorRecord.of(1, 3));
    SegmentInfo info =
        SegmentSamples.write(store, "more.bin", 2, Metric.L2, memtable(2, Metric.L2, more));
    SegmentStatistics untrue = some.segment().info().statistics();
    assertThat(open(info.withStatistics(untrue)).segment().rowBeyondStatistics()).hasValue(1);
  }
}
