package io.vecgo.segment;

import io.vecgo.bytes.Frame;

/**
 * Offsets in a segment file: header, sections with their block checksums, directory of sections,
 * footer. The normative tables are in docs/format/segment.md; a test compares the two.
 */
public final class SegmentLayout {
  public static final long MAGIC = Frame.magic("VECGOSEG");
  public static final int FORMAT = 1;

  /**
   * Sections begin at multiples of this, so that vectors are aligned for every vector instruction.
   */
  public static final int ALIGNMENT = 64;

  /** Bytes under one checksum. */
  public static final int BLOCK_BYTES = 64 * 1024;

  /**
   * A file with smaller blocks would cost more memory for its checksums than any writer asks for.
   */
  public static final int BLOCK_BYTES_MIN = 4 * 1024;

  // Header
  public static final int MAGIC_OFFSET = 0;
  public static final int FORMAT_OFFSET = MAGIC_OFFSET + Long.BYTES;
  public static final int FEATURES_OFFSET = FORMAT_OFFSET + Integer.BYTES;
  public static final int ROWS_OFFSET = FEATURES_OFFSET + Integer.BYTES;
  public static final int DIMENSION_OFFSET = ROWS_OFFSET + Integer.BYTES;
  public static final int METRIC_OFFSET = DIMENSION_OFFSET + Integer.BYTES;
  public static final int HEADER_CHECKSUM_OFFSET = METRIC_OFFSET + Integer.BYTES;
  public static final int HEADER_BYTES = HEADER_CHECKSUM_OFFSET + Integer.BYTES;

  // Entry of the directory, one a section
  public static final int ENTRY_KIND_OFFSET = 0;
  public static final int ENTRY_REQUIRED_OFFSET = ENTRY_KIND_OFFSET + Integer.BYTES;
  public static final int ENTRY_SECTION_OFFSET = ENTRY_REQUIRED_OFFSET + Integer.BYTES;
  public static final int ENTRY_LENGTH_OFFSET = ENTRY_SECTION_OFFSET + Long.BYTES;
  public static final int ENTRY_CHECKSUMS_OFFSET = ENTRY_LENGTH_OFFSET + Long.BYTES;
  public static final int ENTRY_CHECKSUMS_CHECKSUM_OFFSET = ENTRY_CHECKSUMS_OFFSET + Long.BYTES;
  public static final int ENTRY_BLOCK_BYTES_OFFSET =
      ENTRY_CHECKSUMS_CHECKSUM_OFFSET + Integer.BYTES;
  public static final int ENTRY_BYTES = ENTRY_BLOCK_BYTES_OFFSET + Integer.BYTES;

  // Footer, counted from its own begin, which is FOOTER_BYTES before the end of the file
  public static final int FOOTER_DIRECTORY_OFFSET = 0;
  public static final int FOOTER_DIRECTORY_ENTRIES_OFFSET = FOOTER_DIRECTORY_OFFSET + Long.BYTES;
  public static final int FOOTER_DIRECTORY_CHECKSUM_OFFSET =
      FOOTER_DIRECTORY_ENTRIES_OFFSET + Integer.BYTES;
  public static final int FOOTER_CHECKSUM_OFFSET = FOOTER_DIRECTORY_CHECKSUM_OFFSET + Integer.BYTES;
  public static final int FOOTER_MAGIC_OFFSET = FOOTER_CHECKSUM_OFFSET + Integer.BYTES;
  public static final int FOOTER_BYTES = FOOTER_MAGIC_OFFSET + Long.BYTES;

  /** No file has more sections. */
  public static final int ENTRIES_MAX = 1024;

  private SegmentLayout() {}

  static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static long blocks(long bytes, int blockBytes) {
    return (bytes + blockBytes - 1) / blockBytes;
  }
}
