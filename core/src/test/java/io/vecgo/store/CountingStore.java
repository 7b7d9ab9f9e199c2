package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts what is asked of it: lists, opened blobs and reads. */
public final class CountingStore extends ForwardingStore {
  private final AtomicInteger requests = new AtomicInteger();

  public CountingStore(BlobStore inner) {
    super(inner);
  }

  /** Requests since the last call. */
  public int requests() {
    return requests.getAndSet(0);
  }

  @Override
  public BlobReader open(String name) throws IOException {
    requests.incrementAndGet();
    return new Reader(super.open(name));
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    return open(known.name());
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    requests.incrementAndGet();
    return super.list(prefix);
  }

  private final class Reader extends ForwardingReader {
    Reader(BlobReader reader) {
      super(reader);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      requests.incrementAndGet();
      super.read(offset, target);
    }
  }
}
