package io.vecgo.segment;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.StoreArguments;
import java.io.EOFException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A store of which one blob has been read already: it is not asked for that again. */
final class ReadStore extends ForwardingStore {
  private final MemorySegment blob;

  /**
   * @param blob native memory; all that are opened with their size are taken to be this one
   */
  ReadStore(BlobStore store, MemorySegment blob) {
    super(store);
    this.blob = blob;
  }

  @Override
  public BlobReader open(BlobInfo known) {
    return new Reader(blob);
  }

  private record Reader(MemorySegment bytes) implements BlobReader {
    @Override
    public long size() {
      return bytes.byteSize();
    }

    @Override
    public void read(long offset, MemorySegment target) throws EOFException {
      StoreArguments.checkRange(offset, target.byteSize(), size());
      MemorySegment.copy(bytes, offset, target, 0, target.byteSize());
    }

    @Override
    public Optional<MemorySegment> mapped() {
      return Optional.of(bytes);
    }

    @Override
    public void close() {}
  }
}
