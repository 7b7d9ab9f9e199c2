package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * A section in memory, mapped or not. Each block is verified when it is first read, so that opening
 * a file costs nothing for its rows and no unverified byte is ever used. Thread-safe.
 */
final class Section implements SectionBytes {
  private final ByteReader.Place place;
  private final MemorySegment bytes;
  private final MemorySegment checksums;
  private final int blockBytes;
  private final DiskWaits waits;
  private final AtomicLongArray verified;
  private volatile boolean allVerified;

  /** As the other one, of a file of which nothing else is read. */
  Section(ByteReader.Place place, MemorySegment bytes, MemorySegment checksums, int blockBytes) {
    this(place, bytes, checksums, blockBytes, new DiskWaits());
  }

  /**
   * @param place the section, for messages
   * @param checksums of the blocks, themselves verified
   * @param waits of the file
   */
  Section(
      ByteReader.Place place,
      MemorySegment bytes,
      MemorySegment checksums,
      int blockBytes,
      DiskWaits waits) {
    this.place = place;
    this.bytes = bytes;
    this.checksums = checksums;
    this.blockBytes = blockBytes;
    this.waits = waits;
    long blocks = SegmentLayout.blocks(bytes.byteSize(), blockBytes);
    this.verified = new AtomicLongArray(Math.toIntExact((blocks + Long.SIZE - 1) / Long.SIZE));
    this.allVerified = blocks == 0;
  }

  @Override
  public long length() {
    return bytes.byteSize();
  }

  @Override
  public void verify() {
    var _ = all();
  }

  /** The whole section, verified. */
  MemorySegment all() {
    if (!allVerified) {
      verify(0, length());
      allVerified = true;
    }
    return bytes;
  }

  /**
   * Verifies a part of the section, which will be read next. The caller has checked that it lies
   * within.
   */
  void makeReady(long offset, long length) {
    loadIfSlow(offset, length);
    if (!allVerified) {
      verify(offset, length);
    }
  }

  private void loadIfSlow(long offset, long length) {
    if (waits.areLikely() && bytes.isMapped()) {
      bytes.asSlice(offset, length).load();
    }
  }

  /** Of the file. */
  DiskWaits waits() {
    return waits;
  }

  /** The whole section; the caller reads only what it has {@linkplain #makeReady made ready}. */
  MemorySegment unverified() {
    return bytes;
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    makeReady(offset, length);
    return bytes.asSlice(offset, length);
  }

  @Override
  public long getLong(long offset) {
    makeReady(offset, Long.BYTES);
    return bytes.get(LittleEndian.I64, offset);
  }

  int getInt(long offset) {
    makeReady(offset, Integer.BYTES);
    return bytes.get(LittleEndian.I32, offset);
  }

  @Override
  public ByteReader reader(long offset, long length) {
    return new ByteReader(slice(offset, length), place, offset);
  }

  @Override
  public CorruptException corrupt(long at, String problem, String expected, String found) {
    return place.corrupt(at, problem, expected, found);
  }

  /** Reads all blocks and tells of each that is damaged. */
  void checkBlocks(Consumer<CorruptException> damages) {
    for (long block = 0; block < SegmentLayout.blocks(length(), blockBytes); block++) {
      try {
        verifyBlock(block);
      } catch (CorruptException damage) {
        damages.accept(damage);
      }
    }
  }

  @Override
  public ByteReader.Place place() {
    return place;
  }

  private void verify(long offset, long length) {
    if (length == 0) {
      return;
    }
    long last = (offset + length - 1) / blockBytes;
    for (long block = offset / blockBytes; block <= last; block++) {
      int word = (int) (block / Long.SIZE);
      long bit = 1L << block;
      if ((verified.getPlain(word) & bit) == 0) {
        verifyBlock(block);
        verified.accumulateAndGet(word, bit, (old, more) -> old | more);
      }
    }
  }

  private void verifyBlock(long block) {
    long from = block * blockBytes;
    long count = Math.min(blockBytes, length() - from);
    loadIfSlow(from, count);
    int expected = checksums.get(LittleEndian.I32, block * Integer.BYTES);
    int found = Checksum.of(bytes.asSlice(from, count));
    if (found != expected) {
      throw place.corrupt(from, "checksum mismatch", Checksum.hex(expected), Checksum.hex(found));
    }
  }
}
