package io.vecgo.segment;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.cache.BlockCache;
import io.vecgo.segment.SegmentReading.Mapping;
import io.vecgo.store.BlobReader;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Optional;

/**
 * Brings a segment file within reach: mapped; or its tail in memory, which takes one request for 16
 * MiB, and the rest in blocks; or all of it in memory. Confined to one thread.
 */
final class SegmentLoading {
  /** A file that is no larger is read with one request, and then there is nothing to wait for. */
  private static final long SMALL_BYTES = 1 << 20;

  private final SegmentInfo info;
  private final BlobReader blob;
  private final SegmentReading reading;
  private final SegmentAllocator memory;

  /**
   * @param memory for what is copied
   */
  SegmentLoading(
      SegmentInfo info, BlobReader blob, SegmentReading reading, SegmentAllocator memory) {
    this.info = info;
    this.blob = blob;
    this.reading = reading;
    this.memory = memory;
  }

  /**
   * Reads the file as far as it must be.
   *
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  SegmentFile load() throws IOException {
    try {
      Optional<MemorySegment> mapped =
          reading.mapping() == Mapping.NEVER ? Optional.empty() : blob.mapped();
      if (mapped.isPresent()) {
        return new SegmentFile(info, mapped.get());
      }
      return reading.blocks().isPresent()
          ? paged(reading.blocks().get())
          : new SegmentFile(info, BlobBytes.copyOf(blob, memory));
    } catch (EOFException end) {
      throw new ByteReader.Place(info.file(), "file", 0)
          .corrupt(0, "wrong length", info.bytes() + " bytes", String.valueOf(end.getMessage()));
    }
  }

  private SegmentFile paged(BlockCache cache) throws IOException {
    FileReads file = new FileReads(blob);
    long offset = info.bytes() <= SMALL_BYTES ? 0 : info.tail();
    MemorySegment bytes = memory.allocate(blob.size() - offset, SegmentLayout.ALIGNMENT);
    cache.readPast(file, offset, bytes);
    return new SegmentFile(
        info,
        new ResidentBytes(bytes, offset),
        (place, entry, checksums) ->
            new PagedSection(place, entry.length(), checksums, file, cache));
  }
}
