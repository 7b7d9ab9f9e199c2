package io.vecgo.text;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Bytes in memory that nobody else writes to.
 *
 * @param place for messages
 */
public record HeapBytes(MemorySegment bytes, ByteReader.Place place) implements CheckedBytes {

  /** Pieces that follow each other, copied. */
  public static HeapBytes joined(List<MemorySegment> pieces, ByteReader.Place place) {
    long length = pieces.stream().mapToLong(MemorySegment::byteSize).sum();
    MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(length)]);
    long at = 0;
    for (MemorySegment piece : pieces) {
      MemorySegment.copy(piece, 0, bytes, at, piece.byteSize());
      at += piece.byteSize();
    }
    return new HeapBytes(bytes, place);
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    return bytes.asSlice(offset, length);
  }

  @Override
  public long getLong(long offset) {
    return bytes.get(LittleEndian.I64, offset);
  }

  @Override
  public ByteReader reader(long offset, long length) {
    return new ByteReader(
        slice(offset, length),
        new ByteReader.Place(place.file(), place.section(), place.offset() + offset));
  }

  @Override
  public CorruptException corrupt(long offset, String problem, String expected, String found) {
    return place.corrupt(offset, problem, expected, found);
  }
}
