package io.vecgo.testkit;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in memory that behaves as an object store: it cannot lock or map, a reader of a deleted
 * blob fails, a blob of known size is looked for by the first read. It counts what is asked of it,
 * can take the time that a network takes, and can be out of reach. Closing it does nothing.
 * Thread-safe.
 */
public final class FarStore implements BlobStore {
  private final MemoryStore blobs = new MemoryStore();
  private final String location;
  private final Delay delay;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytesRead = new AtomicLong();
  private volatile boolean isOutOfReach;

  /**
   * The time that requests take; those of several threads do not wait for each other.
   *
   * @param perRequest until the answer begins; nothing waits if this is zero
   * @param bytesPerSecond how fast the answer to one request comes; at least 1
   */
  public record Delay(Duration perRequest, long bytesPerSecond) {
    /** No time. */
    public static final Delay NONE = new Delay(Duration.ZERO, Long.MAX_VALUE);

    private void await(long bytes) throws InterruptedIOException {
      if (perRequest.isZero()) {
        return;
      }
      try {
        double seconds = (double) bytes / bytesPerSecond;
        TimeUnit.NANOSECONDS.sleep(perRequest.toNanos() + (long) (seconds * 1e9));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for an answer");
      }
    }
  }

  /**
   * A store that answers at once.
   *
   * @param location what it calls itself
   */
  public FarStore(String location) {
    this(location, Delay.NONE);
  }

  /** A store that takes its time to publish, delete, list, open by name and read. */
  public FarStore(String location, Delay delay) {
    this.location = location;
    this.delay = delay;
  }

  /** Lists, openings by name and reads since the last call. */
  public int requests() {
    return requests.getAndSet(0);
  }

  /** Bytes that were read since the last call. */
  public long bytesRead() {
    return bytesRead.getAndSet(0);
  }

  /** Lets all requests fail, or none. */
  public void setOutOfReach(boolean outOfReach) {
    isOutOfReach = outOfReach;
  }

  private void request(long bytes) throws IOException {
    requests.incrementAndGet();
    bytesRead.addAndGet(bytes);
    if (isOutOfReach) {
      throw new IOException(location + " is out of reach");
    }
    delay.await(bytes);
  }

  @Override
  public BlobReader open(String name) throws IOException {
    request(0);
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
    return new Writer(blobs.create(name));
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    request(0);
    return blobs.list(prefix);
  }

  @Override
  public void delete(String name) throws IOException {
    delay.await(0);
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

  private final class Writer implements BlobWriter {
    private final BlobWriter blob;
    private long bytes;

    Writer(BlobWriter blob) {
      this.blob = blob;
    }

    @Override
    public void write(MemorySegment written) throws IOException {
      blob.write(written);
      bytes += written.byteSize();
    }

    @Override
    public void publish() throws IOException {
      delay.await(bytes);
      blob.publish();
    }

    @Override
    public void close() throws IOException {
      blob.close();
    }
  }

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
      request(target.byteSize());
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
