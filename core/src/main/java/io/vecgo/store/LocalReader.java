package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/**
 * A file, read by position and mapped.
 *
 * <p>The JDK closes a {@code FileChannel} under all its users when one reading thread is
 * interrupted. Reads then go on through the mapping, which no interrupt can take away.
 */
final class LocalReader implements BlobReader {
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment mapping;

  /** Takes over the channel. */
  @SuppressWarnings("MustBeClosedChecker") // the arena lives until close()
  LocalReader(FileChannel channel) throws IOException {
    this.channel = channel;
    this.arena = Arena.ofShared();
    try {
      this.mapping = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      channel.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return mapping.byteSize();
  }

  @Override
  public void read(long offset, MemorySegment target) throws IOException {
    StoreArguments.checkRange(offset, target.byteSize(), size());
    try {
      FileBytes.read(channel, offset, target);
    } catch (ClosedChannelException _) {
      MemorySegment.copy(mapping, offset, target, 0, target.byteSize());
    }
  }

  @Override
  public Optional<MemorySegment> mapped() {
    return Optional.of(mapping);
  }

  @Override
  public void close() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    channel.close();
  }
}
