package io.vecgo.segment;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import io.vecgo.store.WriterLock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * A store of which every blob is the same one, whose bytes a test can change under the readers'
 * feet.
 */
final class OneBlobStore implements BlobStore {
  private final MemorySegment memory;
  private long size;
  private boolean mapping = true;

  /** Room for the blob and some bytes more. */
  private OneBlobStore(byte[] blob, int more) {
    this.memory = Arena.ofAuto().allocate(blob.length + more, 64);
    MemorySegment.copy(blob, 0, memory, ValueLayout.JAVA_BYTE, 0, blob.length);
    this.size = blob.length;
  }

  /** Holds what a blob of another store holds. */
  static OneBlobStore copyOf(MemoryStore store, String name) throws IOException {
    try (BlobReader blob = store.open(name)) {
      return new OneBlobStore(blob.mapped().orElseThrow().toArray(ValueLayout.JAVA_BYTE), 1 << 12);
    }
  }

  byte get(long at) {
    return memory.get(ValueLayout.JAVA_BYTE, at);
  }

  void flip(long at, int bit) {
    memory.set(ValueLayout.JAVA_BYTE, at, (byte) (get(at) ^ 1 << bit));
  }

  /** The bytes, to be changed. */
  MemorySegment bytes() {
    return memory.asSlice(0, size);
  }

  long size() {
    return size;
  }

  void resize(long newSize) {
    size = newSize;
  }

  /** From now on blobs are read, not mapped. */
  OneBlobStore withoutMapping() {
    mapping = false;
    return this;
  }

  @Override
  public BlobReader open(String name) {
    return new Reader();
  }

  private final class Reader implements BlobReader {
    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      if (offset + target.byteSize() > size) {
        throw new EOFException();
      }
      MemorySegment.copy(memory, offset, target, 0, target.byteSize());
    }

    @Override
    public Optional<MemorySegment> mapped() {
      return mapping ? Optional.of(bytes().asReadOnly()) : Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Override
  public BlobWriter create(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public List<BlobInfo> list(String prefix) {
    throw new UnsupportedOperationException(prefix);
  }

  @Override
  public void delete(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public WriterLock lock(String owner) {
    throw new UnsupportedOperationException(owner);
  }

  @Override
  public String location() {
    return "one blob";
  }

  @Override
  public void close() {}
}
