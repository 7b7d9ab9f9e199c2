package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.cache.BlockCache;
import io.vecgo.cache.BlockSource;
import io.vecgo.cache.CachedBlocks;
import io.vecgo.model.CorruptException;
import io.vecgo.model.StoreException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A section of which blocks are in a {@link BlockCache}; what is read of them is copied. A block is
 * verified when it is fetched. Reads that go on where the last one ended fetch blocks ahead. What
 * cannot be read now raises {@link StoreException}. Thread-safe.
 */
final class PagedSection implements SectionBytes {
  private static final int NO_BLOCK = -2;

  private final Source source;
  private final BlockCache cache;
  private final CachedBlocks blocks;
  private volatile int lastBlock = NO_BLOCK; // of several readers any
  private volatile int ahead;

  /** Opens sections whose data are not in memory. */
  interface Opener {
    SectionBytes open(ByteReader.Place place, SectionEntry entry, MemorySegment checksums);
  }

  /** The blocks in the file. */
  private record Source(
      ByteReader.Place place, long length, MemorySegment checksums, FileReads file)
      implements BlockSource {

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      file.read(place.offset() + offset, target);
    }

    @Override
    public void verify(long block, MemorySegment bytes) throws IOException {
      int expected = checksums.get(LittleEndian.I32, block * Integer.BYTES);
      int found = Checksum.of(bytes);
      long at = block * BlockCache.BLOCK_BYTES;
      if (found != expected && file.distrust()) {
        read(at, bytes);
        found = Checksum.of(bytes);
      }
      if (found != expected) {
        throw place.corrupt(at, "checksum mismatch", Checksum.hex(expected), Checksum.hex(found));
      }
    }

    @Override
    public boolean isNear() {
      return file.isNear();
    }
  }

  /**
   * @param checksums of its blocks, themselves verified; they must stay
   */
  PagedSection(
      ByteReader.Place place,
      long length,
      MemorySegment checksums,
      FileReads file,
      BlockCache cache) {
    this.source = new Source(place, length, checksums, file);
    this.cache = cache;
    this.blocks = cache.open(source);
  }

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public ByteReader.Place place() {
    return source.place();
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    MemorySegment copy = MemorySegment.ofArray(new byte[Math.toIntExact(length)]);
    Pieces pieces = new Pieces();
    pieces.add(offset, length, copy, 0);
    copy(pieces, aheadOf(offset, length));
    return copy;
  }

  /** Twice as many as the last time, while each read goes on where the one before ended. */
  private int aheadOf(long offset, long length) {
    int first = (int) (offset / BlockCache.BLOCK_BYTES);
    int last = (int) ((offset + Math.max(1, length) - 1) / BlockCache.BLOCK_BYTES);
    if (last != lastBlock) {
      ahead = first == lastBlock || first == lastBlock + 1 ? nextAhead() : 0;
      lastBlock = last;
    }
    return ahead;
  }

  private int nextAhead() {
    return Math.min(cache.aheadMax(), 2 * ahead + 1);
  }

  @Override
  public long getLong(long offset) {
    return slice(offset, Long.BYTES).get(LittleEndian.I64, 0);
  }

  @Override
  public ByteReader reader(long offset, long length) {
    return new ByteReader(slice(offset, length), place(), offset);
  }

  @Override
  public CorruptException corrupt(long at, String problem, String expected, String found) {
    return place().corrupt(at, problem, expected, found);
  }

  /** Whether these bytes are in memory at the moment. */
  boolean holds(long offset, long length) {
    if (length == 0) {
      return true;
    }
    int last = (int) ((offset + length - 1) / BlockCache.BLOCK_BYTES);
    for (int block = (int) (offset / BlockCache.BLOCK_BYTES); block <= last; block++) {
      if (!blocks.holds(block)) {
        return false;
      }
    }
    return true;
  }

  /** Whether so many blocks that are fetched now are likely to be there when they are read. */
  boolean hasRoomFor(int blocks) {
    return cache.hasRoomFor(blocks);
  }

  /** Copies pieces of the section, all of whose blocks are fetched together. */
  void copy(Pieces pieces) {
    copy(pieces, 0);
  }

  private void copy(Pieces pieces, int blocksAhead) {
    try {
      pieces.copyFrom(blocks, blocksAhead);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /** Copies the whole section past the cache, and verifies it. */
  void copyAll(MemorySegment target) {
    try {
      cache.readPast(source, 0, target);
      for (int block = 0; block < blocks.count(); block++) {
        long at = (long) block * BlockCache.BLOCK_BYTES;
        source.verify(block, target.asSlice(at, Math.min(BlockCache.BLOCK_BYTES, length() - at)));
      }
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private StoreException failed(IOException failure) {
    return new StoreException("reading " + place().file() + " failed", failure);
  }

  @Override
  public void verify() {
    Pieces pieces = new Pieces();
    for (int block = 0; block < blocks.count(); block++) {
      pieces.add((long) block * BlockCache.BLOCK_BYTES, 1, MemorySegment.ofArray(new byte[1]), 0);
      copy(pieces, cache.aheadMax());
    }
  }

  /** Drops the blocks; nobody may read any more. */
  void close() {
    blocks.close();
  }
}
