package io.vecgo.segment;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one section after the other, block by block, and notes the checksum of each block, which
 * it writes behind all of them. Memory: one block and the checksums. Confined to one thread.
 */
final class SectionWriter {
  private static final MemorySegment ZEROS =
      MemorySegment.ofArray(new byte[SegmentLayout.ALIGNMENT]);

  private final BlobWriter blob;
  private final MemorySegment block = MemorySegment.ofArray(new byte[SegmentLayout.BLOCK_BYTES]);
  private final List<Ended> sections = new ArrayList<>();
  private ByteWriter checksums = new ByteWriter();
  private int blockFill;
  private long position;
  private long sectionOffset;

  /** A section whose checksums are not written yet. */
  private record Ended(SectionKind kind, long offset, long length, MemorySegment checksums) {

    SectionEntry entry(long checksumsOffset) {
      return new SectionEntry(
          kind.code(),
          1,
          offset,
          length,
          checksumsOffset,
          Checksum.of(checksums),
          SegmentLayout.BLOCK_BYTES);
    }
  }

  SectionWriter(BlobWriter blob) {
    this.blob = blob;
  }

  /** Bytes written to the file so far. */
  long position() {
    return position;
  }

  /** Writes bytes that belong to no section. */
  void raw(MemorySegment bytes) throws IOException {
    blob.write(bytes);
    position += bytes.byteSize();
  }

  /** Starts a section at the next aligned position. */
  void begin() throws IOException {
    align();
    sectionOffset = position;
    checksums = new ByteWriter();
  }

  /** Where the next section begins. */
  long nextSection() {
    return SegmentLayout.aligned(position);
  }

  private void align() throws IOException {
    raw(ZEROS.asSlice(0, nextSection() - position));
  }

  /** Appends to the section. */
  void write(MemorySegment bytes) throws IOException {
    for (long from = 0; from < bytes.byteSize(); ) {
      long part = Math.min(bytes.byteSize() - from, SegmentLayout.BLOCK_BYTES - blockFill);
      MemorySegment.copy(bytes, from, block, blockFill, part);
      blockFill += (int) part;
      from += part;
      if (blockFill == SegmentLayout.BLOCK_BYTES) {
        flushBlock();
      }
    }
  }

  void writeLong(long value) throws IOException {
    MemorySegment bytes = MemorySegment.ofArray(new byte[Long.BYTES]);
    bytes.set(LittleEndian.I64, 0, value);
    write(bytes);
  }

  /** Bytes of the section so far. */
  long sectionLength() {
    return position - sectionOffset + blockFill;
  }

  /** Ends the section with its last block. */
  void end(SectionKind kind) throws IOException {
    flushBlock();
    long length = position - sectionOffset;
    sections.add(new Ended(kind, sectionOffset, length, checksums.written()));
  }

  /** Writes the checksums of all sections; returns what the directory says of each. */
  List<SectionEntry> endAll() throws IOException {
    List<SectionEntry> entries = new ArrayList<>(sections.size());
    for (Ended section : sections) {
      align();
      entries.add(section.entry(position));
      raw(section.checksums());
    }
    return entries;
  }

  private void flushBlock() throws IOException {
    if (blockFill > 0) {
      MemorySegment bytes = block.asSlice(0, blockFill);
      checksums.i32(Checksum.of(bytes));
      raw(bytes);
      blockFill = 0;
    }
  }
}
