package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in native memory, for tests and for databases that need not outlive the process. The blobs
 * live as long as this object: a database can be closed and opened again on it. Memory of deleted
 * blobs comes back when the garbage collector finds that no reader uses it.
 */
public final class MemoryStore implements BlobStore {
  /** As strict as anything that a mapped file gives: the alignment of sections. */
  private static final long ALIGNMENT_BYTES = 64;

  private final ConcurrentNavigableMap<String, MemorySegment> blobs = new ConcurrentSkipListMap<>();
  private final AtomicReference<@Nullable Lock> holder = new AtomicReference<>();

  /** An empty store. */
  public MemoryStore() {}

  @Override
  public BlobReader open(String name) throws IOException {
    MemorySegment bytes = blobs.get(BlobNames.check(name));
    if (bytes == null) {
      throw new NoSuchFileException(name);
    }
    return new Reader(bytes);
  }

  @Override
  public BlobWriter create(String name) {
    return new Writer(BlobNames.check(name));
  }

  @Override
  public List<BlobInfo> list(String prefix) {
    return blobs.tailMap(prefix).entrySet().stream()
        .takeWhile(blob -> blob.getKey().startsWith(prefix))
        .map(blob -> new BlobInfo(blob.getKey(), blob.getValue().byteSize()))
        .toList();
  }

  @Override
  public void delete(String name) {
    blobs.remove(BlobNames.check(name));
  }

  @Override
  public WriterLock lock(String owner) throws IOException {
    Lock mine = new Lock(StoreArguments.checkOwner(owner));
    Lock other = holder.compareAndExchange(null, mine);
    if (other != null) {
      throw new LockHeldException(other.owner);
    }
    return mine;
  }

  @Override
  public String location() {
    return "memory";
  }

  /** Does nothing: the blobs stay. */
  @Override
  public void close() {}

  private static final class Reader implements BlobReader {
    private final MemorySegment bytes;
    private volatile boolean closed;

    Reader(MemorySegment bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.byteSize();
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      if (closed) {
        throw new IllegalStateException("the reader is closed");
      }
      StoreArguments.checkRange(offset, target.byteSize(), size());
      MemorySegment.copy(bytes, offset, target, 0, target.byteSize());
    }

    @Override
    public Optional<MemorySegment> mapped() {
      return Optional.of(bytes);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Collects a blob of unknown length in chunks, and copies them to one piece at the end. */
  private final class Writer extends FailStopWriter {
    private static final int CHUNK_BYTES = 1 << 16;

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;

    Writer(String name) {
      super(name);
    }

    @Override
    protected void append(MemorySegment bytes) {
      long at = 0;
      while (at < bytes.byteSize()) {
        int used = (int) (size % CHUNK_BYTES);
        if (used == 0) {
          chunks.add(new byte[CHUNK_BYTES]);
        }
        int count = (int) Math.min(CHUNK_BYTES - used, bytes.byteSize() - at);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunks.getLast(), used, count);
        at += count;
        size += count;
      }
    }

    @Override
    protected void finish(String blobName) throws IOException {
      if (blobs.putIfAbsent(blobName, whole().asReadOnly()) != null) {
        throw new FileAlreadyExistsException(blobName);
      }
    }

    private MemorySegment whole() {
      MemorySegment whole = Arena.ofAuto().allocate(size, ALIGNMENT_BYTES);
      long at = 0;
      for (byte[] chunk : chunks) {
        int count = (int) Math.min(CHUNK_BYTES, size - at);
        MemorySegment.copy(chunk, 0, whole, ValueLayout.JAVA_BYTE, at, count);
        at += count;
      }
      return whole;
    }

    @Override
    public void close() {
      chunks.clear();
    }
  }

  private final class Lock implements WriterLock {
    private final String owner;

    Lock(String owner) {
      this.owner = owner;
    }

    @Override
    public void close() {
      holder.compareAndSet(this, null);
    }
  }
}
