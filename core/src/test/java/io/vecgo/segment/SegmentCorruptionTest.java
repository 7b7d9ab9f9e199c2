package io.vecgo.segment;

import static io.vecgo.segment.SegmentSamples.KERNELS;
import static io.vecgo.segment.SegmentSamples.contents;
import static io.vecgo.segment.SegmentSamples.memtable;
import static io.vecgo.segment.SegmentSamples.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.Metric;
import io.vecgo.model.VecgoException;
import io.vecgo.rows.RowSet;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No change of a segment file is believed, and none causes more than an exception. */
class SegmentCorruptionTest {
  private static final int ROWS = 40;
  private static final int DIMENSION = 3;
  private static final long SEED = 20_260_101;

  private final Random random = new Random(SEED);
  private OneBlobStore blob;
  private SegmentInfo info;
  private List<String> intact;

  @BeforeEach
  void write() throws IOException {
    MemoryStore store = new MemoryStore();
    info = write(store, "segment-1.bin", 1);
    blob = OneBlobStore.copyOf(store, info.file());
    intact = read(info).orElseThrow();
    assertThat(blob.size()).isLessThan(30_000);
  }

  private static SegmentInfo write(MemoryStore store, String name, long seed) throws IOException {
    return SegmentSamples.write(
        store,
        name,
        DIMENSION,
        Metric.COSINE,
        memtable(DIMENSION, Metric.COSINE, mixed(seed, ROWS, DIMENSION)));
  }

  private interface Use {
    List<String> of(Segment segment);
  }

  /** What the segment says; empty if it was refused in one of the two ways that are allowed. */
  private Optional<List<String>> use(SegmentInfo described, Use use) throws IOException {
    Segment segment;
    try {
      segment = Segment.open(blob, described, KERNELS);
    } catch (CorruptException | IncompatibleFormatException refused) {
      return Optional.empty();
    }
    segment.acquire();
    try {
      return Optional.of(use.of(segment));
    } catch (CorruptException refused) {
      return Optional.empty();
    } finally {
      segment.release();
    }
  }

  private Optional<List<String>> read(SegmentInfo described) throws IOException {
    return use(described, SegmentCorruptionTest::read);
  }

  private static List<String> read(Segment segment) {
    return contents(new SegmentPart(segment, RowSet.range(segment.info().rows())));
  }

  private Optional<List<String>> verifyAndRead(SegmentInfo described) throws IOException {
    return use(
        described,
        segment -> {
          segment.verify();
          return read(segment);
        });
  }

  @Test
  void flippedBitInAnyByteIsNoticedOrWithoutEffect() throws IOException {
    int unnoticed = 0;
    for (long at = 0; at < blob.size(); at++) {
      int bit = random.nextInt(Byte.SIZE);
      boolean isZero = blob.get(at) == 0;
      blob.flip(at, bit);
      String where = "seed %d: bit %d of byte %d".formatted(SEED, bit, at);
      read(info).ifPresent(said -> assertThat(said).as(where).isEqualTo(intact));
      Optional<List<String>> verified = verifyAndRead(info);
      blob.flip(at, bit);
      if (verified.isPresent()) {
        assertThat(verified.get()).as(where).isEqualTo(intact);
        assertThat(isZero).as(where + " is padding").isTrue();
        unnoticed++;
      }
    }
    assertThat(unnoticed).as("bytes of padding").isLessThan(14 * SegmentLayout.ALIGNMENT);
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    long whole = blob.size();
    for (long size = 0; size < whole; size++) {
      blob.resize(size);
      assertThat(read(info)).as("cut to " + size).isEmpty();
      assertThat(read(withSize(size))).as("cut to %d and said to be so long", size).isEmpty();
    }
  }

  @Test
  void longerFilesAreRefused() throws IOException {
    long whole = blob.size();
    for (long more = 1; more < 200; more++) {
      blob.resize(whole + more);
      assertThat(read(info)).as("longer by " + more).isEmpty();
      assertThat(read(withSize(whole + more))).as("longer by " + more).isEmpty();
    }
  }

  private SegmentInfo withSize(long bytes) {
    return described(bytes, info.directoryChecksum(), info.rows(), info.dimension(), info.metric());
  }

  private SegmentInfo described(
      long bytes, int directoryChecksum, int rows, int dimension, Metric metric) {
    return new SegmentInfo(
        info.file(), bytes, directoryChecksum, rows, dimension, metric, info.minId(), info.maxId());
  }

  private void assertRefused(SegmentInfo described, String problem) {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Segment.open(blob, described, KERNELS))
        .satisfies(corrupt -> assertThat(corrupt.file()).isEqualTo(described.file()))
        .withMessageContaining(problem);
  }

  @Test
  void anotherSegmentOfEqualSizeIsNotTheFileThatWasCommitted() throws IOException {
    MemoryStore other = new MemoryStore();
    SegmentInfo otherInfo = write(other, "segment-1.bin", 2);
    assertThat(otherInfo.bytes()).isEqualTo(info.bytes());
    blob = OneBlobStore.copyOf(other, "segment-1.bin");
    assertRefused(info, "not the file that was committed");
  }

  @Test
  void fileThatDoesNotFitItsDescriptionIsRefused() {
    int checksum = info.directoryChecksum();
    assertRefused(
        described(info.bytes(), checksum, ROWS - 1, DIMENSION, Metric.COSINE), "wrong rows");
    assertRefused(
        described(info.bytes(), checksum, ROWS, DIMENSION + 1, Metric.COSINE), "wrong dimension");
    assertRefused(described(info.bytes(), checksum, ROWS, DIMENSION, Metric.L2), "wrong metric");
    assertRefused(
        described(info.bytes() + 1, checksum, ROWS, DIMENSION, Metric.COSINE), "wrong length");
  }

  @Test
  void messagesNameTheProblemAndThePlace() {
    blob.flip(SegmentLayout.MAGIC_OFFSET, 0);
    assertRefused(info, "invalid magic in section header at byte 0");
    blob.flip(SegmentLayout.MAGIC_OFFSET, 0);
    blob.flip(SegmentLayout.ROWS_OFFSET, 0);
    assertRefused(info, "checksum mismatch in section header");
    blob.flip(SegmentLayout.ROWS_OFFSET, 0);
    blob.flip(blob.size() - 1, 0);
    assertRefused(info, "invalid magic in section footer");
    blob.flip(blob.size() - 1, 0);
    blob.flip(blob.size() - SegmentLayout.FOOTER_BYTES - 1, 0);
    assertRefused(info, "checksum mismatch in section directory");
  }

  @Test
  void newerFormatIsIncompatibleNotDamaged() {
    MemorySegment bytes = blob.bytes();
    bytes.set(LittleEndian.I32, SegmentLayout.FORMAT_OFFSET, SegmentLayout.FORMAT + 1);
    MemorySegment covered = bytes.asSlice(0, SegmentLayout.HEADER_CHECKSUM_OFFSET);
    bytes.set(LittleEndian.I32, SegmentLayout.HEADER_CHECKSUM_OFFSET, Checksum.of(covered));
    assertThatExceptionOfType(IncompatibleFormatException.class)
        .isThrownBy(() -> Segment.open(blob, info, KERNELS))
        .withMessageContaining("format 2");
  }

  @Test
  void verifyFindsDamageThatNobodyHasRead() throws IOException {
    for (SectionEntry section : sections()) {
      long last = section.offset() + section.length() - 1;
      blob.flip(last, 3);
      Segment segment = Segment.open(blob, info, KERNELS);
      segment.acquire();
      assertThatExceptionOfType(CorruptException.class)
          .as(section.toString())
          .isThrownBy(segment::verify)
          .withMessageContaining("checksum mismatch");
      segment.release();
      blob.flip(last, 3);
    }
  }

  @Test
  void changedChecksumsOfBlocksAreNoticedAtOpening() {
    for (SectionEntry section : sections()) {
      blob.flip(section.checksumsOffset(), 5);
      assertRefused(info, "checksum mismatch");
      blob.flip(section.checksumsOffset(), 5);
    }
  }

  @Test
  void damageInAnyBlockIsNoticedByThoseWhoReadIt() throws IOException {
    MemoryStore store = new MemoryStore();
    int rows = 600;
    MemtablePart source = memtable(100, Metric.L2, mixed(3, rows, 100));
    SegmentInfo large = SegmentSamples.write(store, "large.bin", 100, Metric.L2, source);
    blob = OneBlobStore.copyOf(store, "large.bin");
    SectionEntry vectors = sections().getFirst();
    long rowBytes = vectors.length() / rows;
    assertThat(vectors.length()).isGreaterThan(3L * SegmentLayout.BLOCK_BYTES);
    for (long at = 1000; at < vectors.length(); at += SegmentLayout.BLOCK_BYTES) {
      blob.flip(vectors.offset() + at, 1);
      int damaged = (int) (at / rowBytes);
      int elsewhere = (damaged + rows / 2) % rows;
      Segment segment = Segment.open(blob, large, KERNELS);
      segment.acquire();
      assertThat(segment.vector(elsewhere)).isEqualTo(source.vector(elsewhere));
      assertThatExceptionOfType(CorruptException.class)
          .as("byte " + at)
          .isThrownBy(() -> segment.vector(damaged))
          .withMessageContaining("checksum mismatch in section VECTORS");
      assertThatExceptionOfType(CorruptException.class).isThrownBy(segment::verify);
      segment.release();
      blob.flip(vectors.offset() + at, 1);
    }
  }

  // What follows changes files and repairs their checksums, as somebody could who means harm.

  @Test
  void craftedDirectoriesAreRefusedOrReadWithoutHarm() throws IOException {
    byte[] original = blob.bytes().toArray(ValueLayout.JAVA_BYTE);
    for (int round = 0; round < 5000; round++) {
      MemorySegment directory = directory();
      for (int i = 0; i <= random.nextInt(3); i++) {
        damage(directory);
      }
      int checksum = sealDirectory();
      SegmentInfo crafted =
          described(info.bytes(), checksum, info.rows(), info.dimension(), info.metric());
      assertHarmless(crafted, "seed %d, round %d".formatted(SEED, round));
      MemorySegment.copy(original, 0, blob.bytes(), ValueLayout.JAVA_BYTE, 0, original.length);
    }
  }

  @Test
  void craftedSectionsAreRefusedOrReadWithoutHarm() throws IOException {
    byte[] original = blob.bytes().toArray(ValueLayout.JAVA_BYTE);
    List<SectionEntry> sections = sections();
    for (int round = 0; round < 5000; round++) {
      SectionEntry section = sections.get(random.nextInt(sections.size()));
      MemorySegment bytes = blob.bytes().asSlice(section.offset(), section.length());
      for (int i = 0; i <= random.nextInt(3); i++) {
        damage(bytes);
      }
      SegmentInfo crafted =
          described(
              info.bytes(), sealSection(section), info.rows(), info.dimension(), info.metric());
      assertHarmless(crafted, "seed %d, round %d, %s".formatted(SEED, round, section));
      MemorySegment.copy(original, 0, blob.bytes(), ValueLayout.JAVA_BYTE, 0, original.length);
    }
  }

  /** Whatever it says, it says or refuses it. */
  private void assertHarmless(SegmentInfo crafted, String when) throws IOException {
    try {
      verifyAndRead(crafted);
    } catch (VecgoException | IOException allowed) {
      throw allowed;
    } catch (RuntimeException | Error harm) {
      throw new AssertionError(when + ": " + harm, harm);
    }
  }

  /** Sets a random number of one to eight bytes to something that is likely to hurt. */
  private void damage(MemorySegment bytes) {
    long[] nasty = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
    long value = random.nextBoolean() ? nasty[random.nextInt(nasty.length)] : random.nextLong();
    value = random.nextInt(3) == 0 ? random.nextInt(64) : value;
    if (random.nextBoolean() && bytes.byteSize() >= Long.BYTES) {
      long at = random.nextLong(bytes.byteSize() / Long.BYTES) * Long.BYTES;
      bytes.set(LittleEndian.I64, at, value);
    } else if (bytes.byteSize() >= Integer.BYTES) {
      long at = random.nextLong(bytes.byteSize() / Integer.BYTES) * Integer.BYTES;
      bytes.set(LittleEndian.I32, at, (int) value);
    } else {
      bytes.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
    }
  }

  private MemorySegment footer() {
    return blob.bytes().asSlice(blob.size() - SegmentLayout.FOOTER_BYTES);
  }

  private MemorySegment directory() {
    long offset = footer().get(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET);
    return blob.bytes().asSlice(offset, blob.size() - SegmentLayout.FOOTER_BYTES - offset);
  }

  private List<SectionEntry> sections() {
    List<SectionEntry> sections = new ArrayList<>();
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      sections.add(SectionEntry.read(directory, at));
    }
    return sections;
  }

  private int sealDirectory() {
    int checksum = Checksum.of(directory());
    MemorySegment footer = footer();
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_CHECKSUM_OFFSET, checksum);
    MemorySegment covered = footer.asSlice(0, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_CHECKSUM_OFFSET, Checksum.of(covered));
    return checksum;
  }

  /** Sections of this file have one block each. */
  private int sealSection(SectionEntry section) {
    MemorySegment bytes = blob.bytes();
    int checksum = Checksum.of(bytes.asSlice(section.offset(), section.length()));
    bytes.set(LittleEndian.I32, section.checksumsOffset(), checksum);
    int ofChecksums = Checksum.of(bytes.asSlice(section.checksumsOffset(), Integer.BYTES));
    MemorySegment directory = directory();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      if (SectionEntry.read(directory, at).kind() == section.kind()) {
        directory.set(
            LittleEndian.I32, at + SegmentLayout.ENTRY_CHECKSUMS_CHECKSUM_OFFSET, ofChecksums);
      }
    }
    return sealDirectory();
  }
}
