package io.vecgo.testkit;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store in memory that behaves as an object store: it cannot lock or map, a reader of a deleted
 * blob fails, a blob of known size is looked for by the first read. It counts what is asked of it,
 * and can be out of reach. Closing it does nothing. Thread-safe.
 */
public final class FarStore implements BlobStore {
  private final MemoryStore blobs = new MemoryStore();
  private final String location;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean isOutOfReach;

  /**
   * @param location what it calls itself
   */
  public FarStore(String location) {
    this.location = location;
  }

  /** Lists, openings by name and reads since the last call. */
  public int requests() {
    return requests.getAndSet(0);
  }

  /** Lets all requests fail, or none. */
  public void setOutOfReach(boolean outOfReach) {
    isOutOfReach = outOfReach;
  }

  private void request() throws IOException {
    requests.incrementAndGet();
    if (isOutOfReach) {
      throw new IOException(location + " is out of reach");
    }
  }

  @Override
  public BlobReader open(String name) throws IOException {
    request();
    try (BlobReader blob = blobs.open(name)) {
      return open(new BlobInfo(name, blob.size()));
    }
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    try (BlobReader _ = blobs.open(known.name())) {
      return new Reader(known);
    } catch (NoSuchFileException _) {
      return new Reader(known);
    }
  }

  @Override
  public BlobWriter create(String name) {
    return blobs.create(name);
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    request();
    return blobs.list(prefix);
  }

  @Override
  public void delete(String name) {
    blobs.delete(name);
  }

  /** Lets everybody in. */
  @Override
  public WriterLock lock(String owner) throws IOException {
    blobs.lock(owner).close();
    return () -> {};
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public void close() {}

  private final class Reader implements BlobReader {
    private final BlobInfo known;
    private volatile boolean isClosed;

    Reader(BlobInfo known) {
      this.known = known;
    }

    @Override
    public long size() {
      return known.bytes();
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      if (isClosed) {
        throw new IllegalStateException("the reader is closed");
      }
      request();
      try (BlobReader blob = blobs.open(known.name())) {
        blob.read(offset, target);
      }
    }

    @Override
    public Optional<MemorySegment> mapped() {
      return Optional.empty();
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
