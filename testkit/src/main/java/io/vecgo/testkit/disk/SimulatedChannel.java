package io.vecgo.testkit.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An open file of a simulated disk. It holds the lock that was taken through it. Thread-safe. */
final class SimulatedChannel extends UnsupportedChannel {
  private static final long ALIGNMENT_BYTES = 4096;

  private final SimulatedDisk disk;
  private final String path;
  private final long file;
  private final AtomicLong position = new AtomicLong();
  private volatile boolean locked;

  SimulatedChannel(SimulatedDisk disk, String path, long file) {
    this.disk = disk;
    this.path = path;
    this.file = file;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    checkOpen();
    int count = disk.write(file, position.get(), source);
    position.addAndGet(count);
    return count;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = read(target, position.get());
    position.addAndGet(Math.max(0, count));
    return count;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    checkOpen();
    byte[] bytes = disk.bytes(file, OperationKind.READ);
    if (from >= bytes.length) {
      return target.hasRemaining() ? -1 : 0;
    }
    int count = Math.min(target.remaining(), bytes.length - Math.toIntExact(from));
    target.put(bytes, Math.toIntExact(from), count);
    return count;
  }

  /** A copy: what is mapped here never changes. */
  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    checkOpen();
    if (!mode.equals(MapMode.READ_ONLY)) {
      throw new UnsupportedOperationException("mode=" + mode);
    }
    byte[] bytes = disk.bytes(file, OperationKind.MAP);
    MemorySegment mapping = arena.allocate(size, ALIGNMENT_BYTES);
    MemorySegment.copy(
        bytes, Math.toIntExact(offset), mapping, ValueLayout.JAVA_BYTE, 0, Math.toIntExact(size));
    return mapping.asReadOnly();
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return disk.size(file);
  }

  @Override
  public long position() {
    return position.get();
  }

  @Override
  public FileChannel position(long newPosition) {
    position.set(newPosition);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    checkOpen();
    disk.sync(file);
  }

  @Override
  public @Nullable FileLock tryLock(long from, long size, boolean shared) throws IOException {
    checkOpen();
    if (!disk.lock(path)) {
      return null;
    }
    locked = true;
    return new SimulatedLock(this, from, size);
  }

  @Override
  protected void implCloseChannel() {
    if (locked) {
      disk.unlock(path);
    }
  }

  /** Valid until its channel is closed. */
  private static final class SimulatedLock extends FileLock {
    SimulatedLock(FileChannel channel, long from, long size) {
      super(channel, from, size, false);
    }

    @Override
    public boolean isValid() {
      return acquiredBy().isOpen();
    }

    @Override
    public void release() throws IOException {
      acquiredBy().close();
    }
  }
}
