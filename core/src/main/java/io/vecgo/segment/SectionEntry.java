package io.vecgo.segment;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * A line of the directory.
 *
 * @param kind code of the {@link SectionKind}
 * @param required 1 if a reader that does not know the kind must refuse the file
 * @param offset where the section begins in the file
 * @param length its bytes, without padding
 * @param checksumsOffset where the checksums of its blocks are, one int32 each
 * @param checksumsChecksum checksum of these
 * @param blockBytes bytes under each, but for the last block
 */
record SectionEntry(
    int kind,
    int required,
    long offset,
    long length,
    long checksumsOffset,
    int checksumsChecksum,
    int blockBytes) {

  void write(MemorySegment directory, long at) {
    directory.set(LittleEndian.I32, at + SegmentLayout.ENTRY_KIND_OFFSET, kind);
    directory.set(LittleEndian.I32, at + SegmentLayout.ENTRY_REQUIRED_OFFSET, required);
    directory.set(LittleEndian.I64, at + SegmentLayout.ENTRY_SECTION_OFFSET, offset);
    directory.set(LittleEndian.I64, at + SegmentLayout.ENTRY_LENGTH_OFFSET, length);
    directory.set(LittleEndian.I64, at + SegmentLayout.ENTRY_CHECKSUMS_OFFSET, checksumsOffset);
    directory.set(
        LittleEndian.I32, at + SegmentLayout.ENTRY_CHECKSUMS_CHECKSUM_OFFSET, checksumsChecksum);
    directory.set(LittleEndian.I32, at + SegmentLayout.ENTRY_BLOCK_BYTES_OFFSET, blockBytes);
  }

  static SectionEntry read(MemorySegment directory, long at) {
    return new SectionEntry(
        directory.get(LittleEndian.I32, at + SegmentLayout.ENTRY_KIND_OFFSET),
        directory.get(LittleEndian.I32, at + SegmentLayout.ENTRY_REQUIRED_OFFSET),
        directory.get(LittleEndian.I64, at + SegmentLayout.ENTRY_SECTION_OFFSET),
        directory.get(LittleEndian.I64, at + SegmentLayout.ENTRY_LENGTH_OFFSET),
        directory.get(LittleEndian.I64, at + SegmentLayout.ENTRY_CHECKSUMS_OFFSET),
        directory.get(LittleEndian.I32, at + SegmentLayout.ENTRY_CHECKSUMS_CHECKSUM_OFFSET),
        directory.get(LittleEndian.I32, at + SegmentLayout.ENTRY_BLOCK_BYTES_OFFSET));
  }

  /** Whether section and checksums lie within the first {@code limit} bytes of the file. */
  boolean liesWithin(long limit) {
    return blockBytes >= SegmentLayout.BLOCK_BYTES_MIN
        && offset >= SegmentLayout.HEADER_BYTES
        && length >= 0
        && checksumsOffset >= SegmentLayout.HEADER_BYTES
        && offset <= limit - length
        && checksumsOffset <= limit - checksumsLength();
  }

  long checksumsLength() {
    return SegmentLayout.blocks(length, blockBytes) * Integer.BYTES;
  }
}
