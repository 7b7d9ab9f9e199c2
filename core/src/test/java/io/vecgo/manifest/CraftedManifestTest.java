package io.vecgo.manifest;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.Frame;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests with right checksums that no writer of ours would write are called damaged. */
class CraftedManifestTest {
  private static final long SECONDS_OFFSET = Frame.HEADER_BYTES + Long.BYTES;
  private static final long NANOS_OFFSET = SECONDS_OFFSET + Long.BYTES;
  private static final int ROWS = 3;

  private static Manifest manifest(long nextId, long nextFile, SegmentEntry... segments) {
    return new Manifest(
        1,
        Instant.EPOCH,
        Operation.COMMIT,
        2,
        Metric.L2,
        Schema.NONE,
        "standard",
        IndexSettings.DEFAULT,
        nextId,
        nextFile,
        List.of(segments));
  }

  private static SegmentEntry segment(String file, int rows, long minId, long maxId) {
    return SegmentEntry.fresh(new SegmentInfo(file, 1000, 7, rows, 2, Metric.L2, minId, maxId));
  }

  private static void assertRefused(MemorySegment file) throws IOException {
    MemoryStore store = new MemoryStore();
    try (BlobWriter blob = store.create(Versions.nameOf(1))) {
      blob.write(file);
      blob.publish();
    }
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(store, OpenOptions.defaults()))
        .withMessageContaining("invalid manifest")
        .withMessageContaining(Versions.nameOf(1));
  }

  private static void assertRefused(Manifest manifest) throws IOException {
    assertRefused(ManifestCodec.encode(manifest));
  }

  @Test
  void timesThatOverflowAreDamage() throws IOException {
    MemorySegment file = ManifestCodec.encode(manifest(1, 1));
    file.set(LittleEndian.I64, SECONDS_OFFSET, Long.MAX_VALUE);
    file.set(LittleEndian.I32, NANOS_OFFSET, Integer.MAX_VALUE);
    long end = file.byteSize() - Frame.FOOTER_BYTES;
    file.set(LittleEndian.I32, end, Checksum.of(file.asSlice(0, end)));
    assertRefused(file);
  }

  @Test
  void namesThatAreNoNamesOfOurFilesAreDamage() throws IOException {
    for (String file :
        List.of("../secret", "segment.bin", "segment-0.bin", "tombstones-1.bin", "writer.lock")) {
      assertRefused(manifest(4, 2, segment(file, ROWS, 1, 3)));
    }
    SegmentEntry sound = segment("segment-1.bin", ROWS, 1, 3);
    Tombstones elsewhere = new Tombstones("/etc/passwd", 100, 7, 1);
    assertRefused(manifest(4, 2, sound.withTombstones(elsewhere)));
  }

  @Test
  void countersThatWouldGiveIdsTwiceAreDamage() throws IOException {
    assertRefused(manifest(0, 1));
    assertRefused(manifest(Long.MIN_VALUE, 1));
    assertRefused(manifest(1, 0));
    assertRefused(manifest(3, 2, segment("segment-1.bin", ROWS, 1, 3)));
    assertRefused(manifest(4, 2, segment("segment-1.bin", ROWS, 3, 1)));
    assertRefused(manifest(4, 2, segment("segment-1.bin", ROWS, -1, 3)));
  }

  @Test
  void moreSubspacesThanComponentsAreDamage() throws IOException {
    IndexSettings index =
        IndexSettings.DEFAULT.withQuantization(new Quantization.Product(3, false));
    assertRefused(Manifest.first(Instant.EPOCH, 2, Metric.L2, Schema.NONE, index));
  }

  @Test
  void moreRowsThanASegmentCanHoldAreDamage() throws IOException {
    assertRefused(
        manifest(Long.MAX_VALUE, 2, segment("segment-1.bin", (1 << 30) + 1, 1, 1L << 40)));
  }

  @Test
  void hugeFileTakesNoMemory(@TempDir Path directory) throws IOException {
    Path file = directory.resolve(Versions.nameOf(1));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(directory))
        .withMessageContaining("invalid magic");
  }

  @Test
  void hugeTombstonesTakeNoMemory(@TempDir Path directory) throws IOException {
    long bytes = 1L << 40;
    Tombstones huge = new Tombstones("tombstones-2.bin", bytes, 7, 1);
    try (RandomAccessFile sparse =
        new RandomAccessFile(directory.resolve(huge.file()).toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    SegmentInfo segment = segment("segment-1.bin", ROWS, 1, 3).info();
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> TombstoneFile.read(LocalStore.open(directory), huge, segment))
        .withMessageContaining("invalid magic");
  }
}
