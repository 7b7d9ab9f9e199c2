package io.vecgo.store;

import io.vecgo.observe.DiskCacheStats;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A store far away with copies of its blobs in a directory, where they are mapped: each is fetched
 * once, whole, by the first who reads it, and is then as near as in a local store. What stays in
 * memory is up to the operating system, which gives such memory back when others need it.
 *
 * <p>Copies are kept of blobs that are {@linkplain BlobStore#open(BlobInfo) opened with their
 * size}, as those are that a manifest names: they never change. What is asked by name alone goes to
 * the store itself, so that a reader never stays at an old version. Copies outlive the process; a
 * copy has its name when it is whole and synced, so a crash leaves whole copies. When there is no
 * more room, those that nobody has open go, the one used longest ago first; what does not fit even
 * then is read from the store each time.
 *
 * <p>A directory is for one process at a time. Thread-safe.
 */
public final class CachedStore extends ForwardingStore {
  private final BlobStore far;
  private final CachedCopies copies;

  private CachedStore(BlobStore far, CachedCopies copies) {
    super(far);
    this.far = far;
    this.copies = copies;
  }

  /**
   * Puts a cache before a store, and closes that with it.
   *
   * @param directory of the copies, made if need be; may hold those of several stores
   * @param bytesMax how much the copies may take; at least 1
   * @throws LockHeldException if another process, or another cache of this one, uses the directory
   */
  public static CachedStore over(BlobStore far, Path directory, long bytesMax) throws IOException {
    if (bytesMax < 1) {
      throw new IllegalArgumentException("bytesMax=" + bytesMax + ": must be at least 1");
    }
    return new CachedStore(far, CachedCopies.in(LocalStore.open(directory), bytesMax));
  }

  /** What the cache did since it was opened, and what it holds. */
  public DiskCacheStats stats() {
    return copies.stats();
  }

  @Override
  public Optional<DiskCacheStats> diskCache() {
    return Optional.of(stats());
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    return new Reader(known, far.open(known));
  }

  @Override
  public void close() throws IOException {
    try (far) {
      copies.close();
    }
  }

  /** Reads the copy, if there is one or can be one, else the blob itself. */
  private final class Reader implements BlobReader {
    private final BlobInfo known;
    private final BlobReader blob;
    private final String copyName;
    private Optional<CachedCopies.Use> copy = Optional.empty(); // guarded by this

    Reader(BlobInfo known, BlobReader blob) {
      this.known = known;
      this.blob = blob;
      this.copyName = CachedCopies.name(far.location(), known);
    }

    @Override
    public long size() {
      return known.bytes();
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
      nearest().read(offset, target);
    }

    private synchronized BlobReader nearest() throws IOException {
      if (copy.isEmpty()) {
        copy = copies.use(copyName, blob);
      }
      return copy.map(CachedCopies.Use::reader).orElse(blob);
    }

    @Override
    public boolean isNear() {
      return copies.has(copyName);
    }

    /** Fetches the blob if need be. */
    @Override
    public Optional<MemorySegment> mapped() throws IOException {
      return nearest().mapped();
    }

    @Override
    public synchronized boolean distrust() throws IOException {
      if (copy.isEmpty()) {
        return blob.distrust();
      }
      copies.distrust(copy.get());
      copy = Optional.empty();
      return true;
    }

    @Override
    public synchronized void close() throws IOException {
      try (blob) {
        if (copy.isPresent()) {
          copies.giveBack(copy.get());
          copy = Optional.empty();
        }
      }
    }
  }
}
