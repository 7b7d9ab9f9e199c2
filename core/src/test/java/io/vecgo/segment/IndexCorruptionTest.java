package io.vecgo.segment;

import static io.vecgo.segment.SegmentSamples.KERNELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.graph.NearestRows;
import io.vecgo.graph.TurboLayout;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damage of graph, codes, quantizer and turbo records is noticed before a walk, or without effect.
 */
class IndexCorruptionTest {
  private static final int ROWS = 1_000;
  private static final int DIMENSION = 4;
  private static final long SEED = 20_260_202;
  private static final IndexSettings SETTINGS =
      new IndexSettings(4, 8, new Quantization.Product(2, false));

  // Of a graph section: docs/format has the table.
  private static final long ROWS_AT = 0;
  private static final long LINKS_MAX_AT = 4;
  private static final long ENTRY_COUNT_AT = 8;
  private static final int EF_AT = 12;
  private static final long ENTRIES_AT = 16;

  private static final MemoryStore STORE = new MemoryStore();
  private static SegmentInfo compact;
  private static SegmentInfo turbo;

  private final Random random = new Random(SEED);
  private SegmentInfo info;
  private OneBlobStore blob;

  @BeforeAll
  static void write() throws IOException {
    compact = write("segment-1.bin", SETTINGS);
    turbo = write("segment-2.bin", SETTINGS.withLayout(Layout.TURBO));
  }

  private static SegmentInfo write(String file, IndexSettings settings) throws IOException {
    return SegmentWriter.write(
        STORE,
        file,
        new SegmentSpec(DIMENSION, Metric.L2, settings),
        SegmentSamples.memtable(DIMENSION, Metric.L2, SegmentSamples.mixed(1, ROWS, DIMENSION)),
        KERNELS);
  }

  @BeforeEach
  void copyCompact() throws IOException {
    info = compact;
    blob = OneBlobStore.copyOf(STORE, info.file());
  }

  /** Damages a copy of this segment from now on. */
  private void copyOf(SegmentInfo original) throws IOException {
    info = original;
    copy();
  }

  private void copy() throws IOException {
    blob = OneBlobStore.copyOf(STORE, info.file());
  }

  private interface Use<T> {
    T of(SegmentPart part);
  }

  private <T> T use(SegmentInfo described, Use<T> use) throws IOException {
    Segment segment = Segment.open(blob, described, KERNELS);
    segment.acquire();
    try {
      return use.of(new SegmentPart(segment, RowSet.range(ROWS)));
    } finally {
      segment.release();
    }
  }

  /** What walks from several places find. */
  private static List<long[]> walks(SegmentPart part) {
    List<long[]> found = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      NearestRows result = new NearestRows(20);
      float[] query = {i, 1 - i, 0.5f, -1};
      part.walk(query, WalkLimits.of(RowSet.range(ROWS), 30), result);
      found.add(result.drainSorted());
    }
    return found;
  }

  private static List<Long> all(List<long[]> walks) {
    return walks.stream().flatMap(found -> Arrays.stream(found).boxed()).toList();
  }

  private SectionEntry section(SectionKind kind) {
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      SectionEntry entry = SectionEntry.read(directory, at);
      if (entry.kind() == kind.code()) {
        return entry;
      }
    }
    throw new AssertionError(kind);
  }

  private MemorySegment bytes(SectionKind kind) {
    SectionEntry section = section(kind);
    return blob.bytes().asSlice(section.offset(), section.length());
  }

  /** The sections of an index. */
  enum Damaged {
    GRAPH(SectionKind.GRAPH),
    CODES(SectionKind.CODES),
    QUANTIZER(SectionKind.QUANTIZER),
    TURBO(SectionKind.TURBO);

    private final SectionKind kind;

    Damaged(SectionKind kind) {
      this.kind = kind;
    }

    SegmentInfo segment() {
      return this == TURBO ? turbo : compact;
    }
  }

  @ParameterizedTest
  @EnumSource
  void flippedBitsAreNoticedByTheFirstWalkAndByVerify(Damaged damaged) throws IOException {
    copyOf(damaged.segment());
    SectionEntry section = section(damaged.kind);
    for (int round = 0; round < 200; round++) {
      long at = section.offset() + random.nextLong(section.length());
      int bit = random.nextInt(Byte.SIZE);
      blob.flip(at, bit);
      String when = "seed %d, bit %d of byte %d".formatted(SEED, bit, at);
      assertThatExceptionOfType(CorruptException.class)
          .as(when)
          .isThrownBy(() -> use(info, IndexCorruptionTest::walks))
          .withMessageContaining("checksum mismatch in section " + damaged.kind);
      assertThatExceptionOfType(CorruptException.class)
          .as(when)
          .isThrownBy(() -> use(info, part -> verified(part)));
      blob.flip(at, bit);
    }
    assertThat(all(use(info, IndexCorruptionTest::walks))).hasSize(60);
  }

  @Test
  void mergesLeaveADamagedGraphBehind() throws IOException {
    blob.flip(section(SectionKind.GRAPH).offset() + 100, 3);
    Segment damaged = Segment.open(blob, info, KERNELS);
    damaged.acquire();
    try {
      MergedRows rows = new MergedRows(List.of(new SegmentPart(damaged, RowSet.range(ROWS))));
      assertThat(rows.links()).isEmpty();
      SegmentInfo merged =
          SegmentWriter.write(
              STORE,
              "segment-3.bin",
              new SegmentSpec(DIMENSION, Metric.L2, SETTINGS),
              rows,
              KERNELS);
      blob = OneBlobStore.copyOf(STORE, merged.file());
      assertThat(all(use(merged, IndexCorruptionTest::walks))).hasSize(60);
    } finally {
      damaged.release();
    }
  }

  private static boolean verified(SegmentPart part) {
    part.segment().verify();
    return true;
  }

  @Test
  void rowsOfADamagedIndexAreStillRead() throws IOException {
    blob.flip(section(SectionKind.GRAPH).offset() + 100, 3);
    blob.flip(section(SectionKind.CODES).offset() + 100, 3);
    blob.flip(section(SectionKind.QUANTIZER).offset() + 20, 3);
    float[] vector = use(info, part -> part.vector(ROWS - 1));
    assertThat(vector).hasSize(DIMENSION);
    int scanned =
        use(
            info,
            part -> {
              NearestRows result = new NearestRows(7);
              part.scan(new float[DIMENSION], part.matching(Filter.all()), result);
              return result.size();
            });
    assertThat(scanned).isEqualTo(7);
  }

  // What follows repairs all checksums, as somebody could who means harm.

  private void assertRefused(SectionKind kind, String problem) {
    SegmentInfo crafted = sealed(kind);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> use(crafted, IndexCorruptionTest::walks))
        .withMessageContaining(problem)
        .withMessageContaining(kind.name());
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> use(crafted, IndexCorruptionTest::verified));
  }

  private void craftGraph(long at, int value, String problem) throws IOException {
    bytes(SectionKind.GRAPH).set(LittleEndian.I32, at, value);
    assertRefused(SectionKind.GRAPH, problem);
    copy();
  }

  @Test
  void headerOfAGraphThatCannotBeTrueIsRefused() throws IOException {
    for (int value : new int[] {-1, 0, ROWS - 1, ROWS + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      craftGraph(ROWS_AT, value, "number of rows");
    }
    for (int value : new int[] {-1, 0, 257, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      craftGraph(LINKS_MAX_AT, value, "number of links");
    }
    for (int value : new int[] {1, 7, 9, 256}) {
      craftGraph(LINKS_MAX_AT, value, "wrong length");
    }
    for (int value : new int[] {-1, 0, 33, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      craftGraph(ENTRY_COUNT_AT, value, "number of entry rows");
    }
    for (int value : new int[] {-1, 0, Integer.MAX_VALUE}) {
      craftGraph(EF_AT, value, "invalid ef");
    }
  }

  @Test
  void entryRowsThatAreNotThereOrNotAscendingAreRefused() throws IOException {
    for (int value : new int[] {-1, ROWS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      craftGraph(ENTRIES_AT + 4, value, "entry row");
    }
    int first = bytes(SectionKind.GRAPH).get(LittleEndian.I32, ENTRIES_AT);
    craftGraph(ENTRIES_AT + 4, first, "entry row");
  }

  @Test
  void neighboursThatAreNotThereAreRefused() throws IOException {
    long stride = stride();
    for (int row : new int[] {0, 1, 500, ROWS - 1}) {
      for (int value : new int[] {-1, ROWS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        craftGraph(records() + row * stride + 4, value, "neighbour");
      }
    }
  }

  @Test
  void moreNeighboursThanARecordHoldsAreRefused() throws IOException {
    long stride = stride();
    for (int row : new int[] {0, 1, 500, ROWS - 1}) {
      for (int value : new int[] {-1, 9, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        craftGraph(records() + row * stride, value, "number of neighbours");
      }
    }
  }

  private long stride() {
    return (1L + bytes(SectionKind.GRAPH).get(LittleEndian.I32, LINKS_MAX_AT)) * Integer.BYTES;
  }

  private long records() {
    return bytes(SectionKind.GRAPH).byteSize() - ROWS * stride();
  }

  @Test
  void oversamplingThatNoWriterMeasuresIsRefused() throws IOException {
    for (double value :
        new double[] {
          0, -1, 0.99, 1, 1_001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        }) {
      bytes(SectionKind.QUANTIZER).set(LittleEndian.I64, 0, Double.doubleToRawLongBits(value));
      assertRefused(SectionKind.QUANTIZER, "oversampling");
      copy();
    }
  }

  @Test
  void fewerCodesThanRowsAreRefused() {
    shorten(SectionKind.CODES, section(SectionKind.CODES).length() - 2);
    assertRefused(SectionKind.CODES, "wrong length");
  }

  /** Gives a section another length in the directory. */
  private void shorten(SectionKind kind, long length) {
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      if (SectionEntry.read(directory, at).kind() == kind.code()) {
        directory.set(LittleEndian.I64, at + SegmentLayout.ENTRY_LENGTH_OFFSET, length);
      }
    }
  }

  @Test
  void turboRecordsOfAnotherLengthAreRefused() throws IOException {
    copyOf(turbo);
    long length = section(SectionKind.TURBO).length();
    for (long other : new long[] {0, 1, 27, 64, length - 64, length - 1}) {
      shorten(SectionKind.TURBO, other);
      assertRefused(SectionKind.TURBO, "wrong length");
      copy();
    }
  }

  @Test
  void turboNeighboursThatAreNotThereAreRefused() throws IOException {
    copyOf(turbo);
    MemorySegment records = bytes(SectionKind.TURBO);
    TurboLayout layout = new TurboLayout(Metric.L2, DIMENSION);
    long begin = records.byteSize() - layout.bytes(ROWS, 32);
    for (int record : new int[] {0, 1, 500, ROWS - 1, ROWS}) {
      for (int value : new int[] {-1, ROWS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        long slot = begin + layout.recordAt(record) + 31 * Integer.BYTES;
        bytes(SectionKind.TURBO).set(LittleEndian.I32, slot, value);
        assertRefused(SectionKind.TURBO, "invalid neighbour");
        copy();
      }
    }
  }

  @Test
  void turboSpacesThatAreNotFiniteAreRefused() throws IOException {
    copyOf(turbo);
    for (long at = Long.BYTES; at < Long.BYTES + (1 + DIMENSION) * Float.BYTES; at += Float.BYTES) {
      for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        bytes(SectionKind.TURBO).set(LittleEndian.F32, at, value);
        assertRefused(SectionKind.TURBO, "invalid number");
        copy();
      }
    }
  }

  @Test
  void rowsOfADamagedTurboIndexAreStillRead() throws IOException {
    copyOf(turbo);
    blob.flip(section(SectionKind.TURBO).offset() + 100, 3);
    float[] vector = use(info, part -> part.vector(ROWS - 1));
    assertThat(vector).hasSize(DIMENSION);
    double oversampling = use(info, SegmentPart::oversampling);
    assertThat(oversampling).isEqualTo(1);
  }

  @Test
  void missingCodesAreRefusedAtOpening() {
    hide(SectionKind.CODES);
    SegmentInfo crafted = described(sealDirectory());
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Segment.open(blob, crafted, KERNELS))
        .withMessageContaining("CODES");
  }

  /** Gives a section a kind that nobody knows. */
  private void hide(SectionKind kind) {
    SectionEntry hidden = section(kind);
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      if (SectionEntry.read(directory, at).kind() == hidden.kind()) {
        directory.set(LittleEndian.I32, at + SegmentLayout.ENTRY_KIND_OFFSET, 999);
        directory.set(LittleEndian.I32, at + SegmentLayout.ENTRY_REQUIRED_OFFSET, 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void craftedContentsAreRefusedOrWalkedWithoutHarm(Damaged damaged) throws IOException {
    copyOf(damaged.segment());
    byte[] original = blob.bytes().toArray(ValueLayout.JAVA_BYTE);
    for (int round = 0; round < 600; round++) {
      MemorySegment bytes = bytes(damaged.kind);
      long head = Math.min(bytes.byteSize(), 64);
      for (int i = 0; i <= random.nextInt(3); i++) {
        damage(random.nextBoolean() ? bytes.asSlice(0, head) : bytes);
      }
      SegmentInfo crafted = sealed(damaged.kind);
      try {
        use(crafted, IndexCorruptionTest::walks);
      } catch (CorruptException allowed) {
        assertThat(allowed.file()).isEqualTo(info.file());
      } catch (RuntimeException | Error harm) {
        throw new AssertionError("seed %d, round %d: %s".formatted(SEED, round, harm), harm);
      }
      MemorySegment.copy(original, 0, blob.bytes(), ValueLayout.JAVA_BYTE, 0, original.length);
    }
  }

  /** Sets one to eight bytes to something that is likely to hurt. */
  private void damage(MemorySegment bytes) {
    int[] nasty = {0, 1, -1, ROWS, DIMENSION + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FC00000};
    int value = random.nextBoolean() ? nasty[random.nextInt(nasty.length)] : random.nextInt();
    switch (random.nextInt(3)) {
      case 0 -> bytes.set(ValueLayout.JAVA_BYTE, random.nextLong(bytes.byteSize()), (byte) value);
      case 1 -> bytes.set(LittleEndian.I32, random.nextLong(bytes.byteSize() / 4) * 4, value);
      default ->
          bytes.set(
              LittleEndian.I64, random.nextLong(bytes.byteSize() / 8) * 8, value * 0x1_0000_0001L);
    }
  }

  private MemorySegment footer() {
    return blob.bytes().asSlice(blob.size() - SegmentLayout.FOOTER_BYTES);
  }

  private MemorySegment directory() {
    long offset = footer().get(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET);
    return blob.bytes().asSlice(offset, blob.size() - SegmentLayout.FOOTER_BYTES - offset);
  }

  private SegmentInfo described(int directoryChecksum) {
    return new SegmentInfo(
        info.file(),
        info.bytes(),
        directoryChecksum,
        info.rows(),
        info.dimension(),
        info.metric(),
        info.minId(),
        info.maxId());
  }

  private int sealDirectory() {
    int checksum = Checksum.of(directory());
    MemorySegment footer = footer();
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_CHECKSUM_OFFSET, checksum);
    MemorySegment covered = footer.asSlice(0, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_CHECKSUM_OFFSET, Checksum.of(covered));
    return checksum;
  }

  /** The description of the file after its checksums were made right for a changed section. */
  private SegmentInfo sealed(SectionKind kind) {
    SectionEntry section = section(kind);
    MemorySegment bytes = bytes(kind);
    int block = section.blockBytes();
    long blocks = SegmentLayout.blocks(section.length(), block);
    for (long i = 0; i < blocks; i++) {
      long from = i * block;
      int checksum = Checksum.of(bytes.asSlice(from, Math.min(block, bytes.byteSize() - from)));
      blob.bytes().set(LittleEndian.I32, section.checksumsOffset() + i * Integer.BYTES, checksum);
    }
    int ofChecksums =
        Checksum.of(blob.bytes().asSlice(section.checksumsOffset(), blocks * Integer.BYTES));
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      if (SectionEntry.read(directory, at).kind() == kind.code()) {
        directory.set(
            LittleEndian.I32, at + SegmentLayout.ENTRY_CHECKSUMS_CHECKSUM_OFFSET, ofChecksums);
      }
    }
    return described(sealDirectory());
  }
}
