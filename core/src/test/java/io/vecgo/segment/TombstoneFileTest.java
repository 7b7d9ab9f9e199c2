package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Frame;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.Metric;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Deleted rows come back exactly, or the file is refused. */
class TombstoneFileTest {
  private static final String NAME = "tombstones-2.bin";
  private static final SegmentInfo SEGMENT = segment("segment-1.bin", 20_000);

  private final MemoryStore store = new MemoryStore();

  private static SegmentInfo segment(String file, int rows) {
    return new SegmentInfo(file, 1000, 77, rows, 3, Metric.L2, 1, rows);
  }

  private static RowSet random(long seed, int rows, double density) {
    Random random = new Random(seed);
    return RowSet.range(rows).where(_ -> random.nextDouble() < density);
  }

  @Test
  void deletedRowsComeBack() throws IOException {
    RowSet[] sets = {
      RowSet.none().with(0),
      RowSet.none().with(19_999),
      RowSet.range(20_000),
      random(1, 20_000, 0.001),
      random(2, 20_000, 0.5)
    };
    for (int i = 0; i < sets.length; i++) {
      Tombstones info = TombstoneFile.write(store, "tombstones-" + i + ".bin", SEGMENT, sets[i]);
      assertThat(info.rows()).isEqualTo(sets[i].cardinality());
      assertThat(TombstoneFile.read(store, info, SEGMENT)).as("set " + i).isEqualTo(sets[i]);
    }
  }

  @Test
  void flippedBitInAnyByteIsNoticed() throws IOException {
    Tombstones info = TombstoneFile.write(store, NAME, SEGMENT, random(3, 20_000, 0.01));
    OneBlobStore blob = OneBlobStore.copyOf(store, NAME);
    Random bits = new Random(3);
    for (long at = 0; at < blob.size(); at++) {
      int bit = bits.nextInt(Byte.SIZE);
      blob.flip(at, bit);
      assertThatExceptionOfType(CorruptException.class)
          .as("seed 3: bit %d of byte %d", bit, at)
          .isThrownBy(() -> TombstoneFile.read(blob, info, SEGMENT))
          .satisfies(corrupt -> assertThat(corrupt.file()).isEqualTo(NAME));
      blob.flip(at, bit);
    }
    assertThat(TombstoneFile.read(blob, info, SEGMENT).cardinality()).isEqualTo(info.rows());
  }

  @Test
  void filesOfAnotherLengthAreRefused() throws IOException {
    Tombstones info = TombstoneFile.write(store, NAME, SEGMENT, random(4, 20_000, 0.01));
    OneBlobStore blob = OneBlobStore.copyOf(store, NAME);
    long whole = blob.size();
    for (long size = 0; size < whole + 50; size++) {
      blob.resize(size);
      Tombstones said = new Tombstones(NAME, size, info.checksum(), info.rows());
      if (size != whole) {
        assertThatExceptionOfType(CorruptException.class)
            .as("length " + size)
            .isThrownBy(() -> TombstoneFile.read(blob, info, SEGMENT));
        assertThatExceptionOfType(CorruptException.class)
            .as("length %d and said to be", size)
            .isThrownBy(() -> TombstoneFile.read(blob, said, SEGMENT));
      }
    }
  }

  @Test
  void otherTombstonesOfTheSegmentAreNotTheFileThatWasCommitted() throws IOException {
    Tombstones first = TombstoneFile.write(store, NAME, SEGMENT, RowSet.none().with(5));
    TombstoneFile.write(store, "tombstones-3.bin", SEGMENT, RowSet.none().with(6));
    OneBlobStore swapped = OneBlobStore.copyOf(store, "tombstones-3.bin");
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> TombstoneFile.read(swapped, first, SEGMENT))
        .withMessageContaining("not the file that was committed");
  }

  @Test
  void tombstonesOfAnotherSegmentAreRefused() throws IOException {
    Tombstones info = TombstoneFile.write(store, NAME, SEGMENT, RowSet.none().with(5));
    for (SegmentInfo other :
        new SegmentInfo[] {segment("segment-2.bin", 20_000), segment("segment-1.bin", 20_001)}) {
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> TombstoneFile.read(store, info, other))
          .withMessageContaining("wrong segment");
    }
  }

  @Test
  void craftedPayloadsAreRefused() throws IOException {
    assertRefused(rows(3, 1, 1), "count too large");
    assertRefused(rows(2, 20_000, 1), "invalid row");
    assertRefused(rows(2, 5, 0), "repeated row");
    assertRefused(rows(1, 5, 1), "unread bytes");
    assertRefused(rows(2, 5, Long.MIN_VALUE), "invalid row");
    assertRefused(rows(Integer.MAX_VALUE, 1), "count too large");
  }

  private static ByteWriter rows(long count, long... distances) {
    ByteWriter payload = new ByteWriter().string("segment-1.bin").varint(20_000).varint(count);
    for (long distance : distances) {
      payload.varint(distance);
    }
    return payload;
  }

  private void assertRefused(ByteWriter payload, String problem) throws IOException {
    Tombstones info = write(TombstoneFile.FRAME.wrap(payload.written()));
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> TombstoneFile.read(store, info, SEGMENT))
        .withMessageContaining(problem);
    store.delete(NAME);
  }

  private Tombstones write(MemorySegment file) throws IOException {
    try (BlobWriter blob = store.create(NAME)) {
      blob.write(file);
      blob.publish();
    }
    return new Tombstones(NAME, file.byteSize(), Frame.checksum(file), 1);
  }

  @Test
  void newerFormatIsIncompatibleNotDamaged() throws IOException {
    MemorySegment file = new Frame(TombstoneFile.FRAME.magic(), 2).wrap(rows(1, 5).written());
    Tombstones info = write(file);
    assertThatExceptionOfType(IncompatibleFormatException.class)
        .isThrownBy(() -> TombstoneFile.read(store, info, SEGMENT))
        .withMessageContaining("format 2");
  }
}
