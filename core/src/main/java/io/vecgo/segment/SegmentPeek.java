package io.vecgo.segment;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.Metric;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** What a segment file says of itself, for files that no manifest describes. */
public final class SegmentPeek {
  private SegmentPeek() {}

  /** The description of a file; empty if it is not a sound segment, or not there. */
  public static Optional<SegmentInfo> describe(BlobStore store, String file) {
    try (BlobReader blob = store.open(file);
        Arena memory = Arena.ofConfined()) {
      return describe(file, BlobBytes.of(blob, memory));
    } catch (IOException | CorruptException | IncompatibleFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<SegmentInfo> describe(String file, MemorySegment bytes) {
    if (bytes.byteSize() < SegmentLayout.HEADER_BYTES + SegmentLayout.FOOTER_BYTES) {
      return Optional.empty();
    }
    Optional<Metric> metric = Metric.ofCode(at(bytes, SegmentLayout.METRIC_OFFSET));
    int rows = at(bytes, SegmentLayout.ROWS_OFFSET);
    if (metric.isEmpty() || rows < 1) {
      return Optional.empty();
    }
    long footer = bytes.byteSize() - SegmentLayout.FOOTER_BYTES;
    SegmentInfo claimed =
        new SegmentInfo(
            file,
            bytes.byteSize(),
            at(bytes, footer + SegmentLayout.FOOTER_DIRECTORY_CHECKSUM_OFFSET),
            rows,
            at(bytes, SegmentLayout.DIMENSION_OFFSET),
            metric.get(),
            0,
            0);
    SegmentFile sound = new SegmentFile(claimed, bytes);
    Section ids = sound.requiredOfTail(SectionKind.IDS, (long) rows * Long.BYTES);
    return Optional.of(
        new SegmentInfo(
            file,
            claimed.bytes(),
            sound.tail(),
            claimed.directoryChecksum(),
            rows,
            claimed.dimension(),
            claimed.metric(),
            ids.getLong(0),
            ids.getLong((rows - 1L) * Long.BYTES),
            SegmentStatistics.UNKNOWN));
  }

  private static int at(MemorySegment bytes, long offset) {
    return bytes.get(LittleEndian.I32, offset);
  }
}
