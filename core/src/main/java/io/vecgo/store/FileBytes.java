package io.vecgo.store;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Moves bytes between a file and memory of any kind and length. It goes in chunks because a buffer
 * ends at 2 GiB, and because the JDK copies heap memory through a buffer as large as the chunk,
 * which it then keeps for the thread.
 */
final class FileBytes {
  private static final long CHUNK_BYTES = 1 << 20;

  private FileBytes() {}

  /** Writes all of {@code bytes} at the position of the channel. */
  static void append(FileChannel channel, MemorySegment bytes) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += CHUNK_BYTES) {
      MemorySegment chunk = chunk(bytes, at);
      ByteBuffer buffer =
          hasBuffer(chunk)
              ? chunk.asByteBuffer()
              : ByteBuffer.wrap(chunk.toArray(ValueLayout.JAVA_BYTE));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Fills {@code target} from {@code offset} on; does not move the position of the channel. */
  static void read(FileChannel channel, long offset, MemorySegment target) throws IOException {
    for (long at = 0; at < target.byteSize(); at += CHUNK_BYTES) {
      MemorySegment chunk = chunk(target, at);
      if (hasBuffer(chunk)) {
        fill(chunk.asByteBuffer(), channel, offset + at);
      } else {
        byte[] copy = new byte[(int) chunk.byteSize()];
        fill(ByteBuffer.wrap(copy), channel, offset + at);
        chunk.copyFrom(MemorySegment.ofArray(copy));
      }
    }
  }

  private static MemorySegment chunk(MemorySegment bytes, long at) {
    return bytes.asSlice(at, Math.min(CHUNK_BYTES, bytes.byteSize() - at));
  }

  /** Arrays of anything but bytes have no view as a {@code ByteBuffer}. */
  private static boolean hasBuffer(MemorySegment bytes) {
    return bytes.isNative() || bytes.heapBase().filter(base -> base instanceof byte[]).isPresent();
  }

  private static void fill(ByteBuffer buffer, FileChannel channel, long offset) throws IOException {
    long position = offset;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw new EOFException("the file ends at byte " + position);
      }
      position += count;
    }
  }
}
