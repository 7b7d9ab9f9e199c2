package io.vecgo.segment;

import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** How long the sections of a segment file are, by its directory. */
public final class SectionSizes {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Map<Integer, Long> lengths = new HashMap<>();

  private SectionSizes(MemorySegment file) {
    long footer = file.byteSize() - SegmentLayout.FOOTER_BYTES;
    long entry = file.get(LONG, footer + SegmentLayout.FOOTER_DIRECTORY_OFFSET);
    for (; entry < footer; entry += SegmentLayout.ENTRY_BYTES) {
      lengths.put(
          file.get(INT, entry + SegmentLayout.ENTRY_KIND_OFFSET),
          file.get(LONG, entry + SegmentLayout.ENTRY_LENGTH_OFFSET));
    }
  }

  public static SectionSizes of(BlobStore store, String name) throws IOException {
    try (BlobReader reader = store.open(name)) {
      return new SectionSizes(reader.mapped().orElseThrow());
    }
  }

  /** The length of all these sections together. */
  public long sum(SectionKind... kinds) {
    long sum = 0;
    for (SectionKind kind : kinds) {
      sum += lengths.getOrDefault(kind.code(), 0L);
    }
    return sum;
  }
}
