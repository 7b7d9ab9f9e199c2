package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What random damage does not hit. */
class CraftedSegmentTest {
  private static final int BYTES_MAX = 10;

  @Test
  void directoryBeforeTheBeginOfTheFileIsRefused() throws IOException {
    MemoryStore store = new MemoryStore();
    SegmentInfo info =
        SegmentSamples.write(
            store,
            "segment-1.bin",
            3,
            Metric.L2,
            SegmentSamples.memtable(3, Metric.L2, SegmentSamples.mixed(1, 5, 3)));
    OneBlobStore blob = OneBlobStore.copyOf(store, info.file());
    long footerAt = blob.size() - SegmentLayout.FOOTER_BYTES;
    MemorySegment footer = blob.bytes().asSlice(footerAt);
    long directoryBytes = (long) SegmentLayout.ENTRIES_MAX * SegmentLayout.ENTRY_BYTES;
    footer.set(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET, footerAt - directoryBytes);
    footer.set(
        LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_ENTRIES_OFFSET, SegmentLayout.ENTRIES_MAX);
    MemorySegment covered = footer.asSlice(0, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_CHECKSUM_OFFSET, Checksum.of(covered));
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Segment.open(blob, info, SegmentSamples.KERNELS))
        .withMessageContaining("invalid directory");
  }

  @Test
  void stringLongerThanAnyThatIsWrittenIsRefusedBeforeItIsRead() {
    ByteWriter bytes = new ByteWriter().raw(new byte[BYTES_MAX + 1]);
    bytes.i64(0).i64(BYTES_MAX + 1);
    MemorySegment data = bytes.written();
    ByteWriter checksums = new ByteWriter().i32(Checksum.of(data));
    Section section =
        new Section(
            new ByteReader.Place("segment-1.bin", "PAYLOADS", 0),
            data,
            checksums.written(),
            SegmentLayout.BLOCK_BYTES);
    RowBytes rows = new RowBytes(section, 1, BYTES_MAX);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> rows.bytes(0))
        .withMessageContaining("invalid offset");
  }
}
