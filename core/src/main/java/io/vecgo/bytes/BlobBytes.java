package io.vecgo.bytes;

import io.vecgo.store.BlobReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Optional;

/** Whole blobs in memory. */
public final class BlobBytes {
  /** The alignment of the sections of a segment. */
  private static final int ALIGNMENT = 64;

  private BlobBytes() {}

  /**
   * The bytes of a blob: mapped where the store can, so that size alone takes no memory, else
   * copied. Valid as long as both the reader and the memory are.
   */
  public static MemorySegment of(BlobReader blob, SegmentAllocator memory) throws IOException {
    Optional<MemorySegment> mapped = blob.mapped();
    return mapped.isPresent() ? mapped.get() : copyOf(blob, memory);
  }

  /** The bytes of a blob, copied. */
  public static MemorySegment copyOf(BlobReader blob, SegmentAllocator memory) throws IOException {
    MemorySegment copy = memory.allocate(blob.size(), ALIGNMENT);
    blob.read(0, copy);
    return copy;
  }
}
