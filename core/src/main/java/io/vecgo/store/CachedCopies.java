package io.vecgo.store;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.observe.DiskCacheStats;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The copies of a {@link CachedStore}: a ledger of what is in the directory, how much room it takes
 * and who uses it. Two threads that want the same blob fetch it once: the second waits.
 * Thread-safe.
 */
final class CachedCopies implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.vecgo");
  private static final String PREFIX = "copy-";

  /** What an object store reads with one request. */
  private static final int CHUNK_BYTES = 16 << 20;

  private static final int STRIPES = 64;
  private static final boolean LEAST_RECENTLY_USED_FIRST = true;

  private final BlobStore near;
  private final WriterLock lock;
  private final long bytesMax;
  private final ReentrantLock[] fetching =
      IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  // All below guarded by this
  private final Map<String, Copy> copies =
      new LinkedHashMap<>(16, 0.75f, LEAST_RECENTLY_USED_FIRST);
  private long heldBytes;
  private long hits;
  private long misses;
  private long bypasses;
  private long evictions;
  private long fetchedBytes;

  /** The figures above as of the last change; read without the lock. */
  private volatile DiskCacheStats stats = new DiskCacheStats(0, 0, 0, 0, 0, 0, 0);

  /** A copy, whole or about to be, and how many readers have it open. */
  static final class Copy {
    private final long bytes;
    private boolean isWhole;
    private int users;

    Copy(long bytes, boolean isWhole) {
      this.bytes = bytes;
      this.isWhole = isWhole;
    }
  }

  /** The use of a copy by one reader. */
  record Use(String name, Copy copy, BlobReader reader) {}

  private CachedCopies(BlobStore near, WriterLock lock, long bytesMax) {
    this.near = near;
    this.lock = lock;
    this.bytesMax = bytesMax;
  }

  /** Takes over what an earlier process left in the directory. */
  static CachedCopies in(BlobStore near, long bytesMax) throws IOException {
    WriterLock lock = near.lock("a cache of process " + ProcessHandle.current().pid());
    try {
      CachedCopies copies = new CachedCopies(near, lock, bytesMax);
      copies.takeOver();
      return copies;
    } catch (IOException | RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private synchronized void takeOver() throws IOException {
    for (BlobInfo blob : near.list(PREFIX)) {
      copies.put(blob.name(), new Copy(blob.bytes(), true));
      heldBytes += blob.bytes();
    }
    makeRoom(0);
    noteStats();
  }

  /** Whether there is a copy of this name. */
  synchronized boolean has(String name) {
    Copy copy = copies.get(name);
    return copy != null && copy.isWhole;
  }

  /**
   * The use of the copy of a blob, which is fetched if need be; {@link #giveBack} it. Empty if
   * there is no room for one.
   */
  Optional<Use> use(String name, BlobReader blob) throws IOException {
    ReentrantLock mine = fetching[Math.floorMod(name.hashCode(), STRIPES)];
    mine.lock();
    try {
      Optional<Copy> known = oneUserMore(name);
      Optional<Copy> copy = known.isPresent() ? known : reserve(name, blob.size());
      if (copy.isEmpty()) {
        return Optional.empty();
      }
      if (known.isEmpty()) {
        fetch(name, blob);
      }
      return Optional.of(new Use(name, copy.get(), opened(name)));
    } catch (DirectoryException failure) {
      LOG.log(WARNING, "The cache cannot keep a copy; reads go to the store itself", failure);
      return Optional.empty();
    } finally {
      mine.unlock();
    }
  }

  /** Counts one more user, if there is a copy. */
  private synchronized Optional<Copy> oneUserMore(String name) {
    Optional<Copy> copy = Optional.ofNullable(copies.get(name));
    copy.ifPresent(used -> {
      used.users++;
      hits++;
      noteStats();
    });
    return copy;
  }

  /** Takes room for a copy that is about to be fetched, with one user; empty if there is none. */
  private synchronized Optional<Copy> reserve(String name, long bytes) throws IOException {
    if (bytes > bytesMax || !makeRoom(bytes)) {
      bypasses++;
      noteStats();
      return Optional.empty();
    }
    Copy copy = new Copy(bytes, false);
    copy.users = 1;
    copies.put(name, copy);
    heldBytes += bytes;
    misses++;
    noteStats();
    return Optional.of(copy);
  }

  /** Lets copies go that nobody uses, until so many bytes fit. */
  private boolean makeRoom(long bytes) throws IOException {
    Iterator<Map.Entry<String, Copy>> oldestFirst = copies.entrySet().iterator();
    while (heldBytes > bytesMax - bytes && oldestFirst.hasNext()) {
      Map.Entry<String, Copy> oldest = oldestFirst.next();
      if (oldest.getValue().users == 0) {
        near.delete(oldest.getKey());
        oldestFirst.remove();
        heldBytes -= oldest.getValue().bytes;
        evictions++;
        noteStats();
      }
    }
    return heldBytes <= bytesMax - bytes;
  }

  private void fetch(String name, BlobReader blob) throws IOException {
    boolean isWhole = false;
    try {
      write(name, blob);
      isWhole = true;
    } finally {
      if (!isWhole) {
        forget(name);
      }
    }
    fetched(name);
  }

  private synchronized void fetched(String name) {
    Copy copy = Objects.requireNonNull(copies.get(name), "reserved before");
    copy.isWhole = true;
    fetchedBytes += copy.bytes;
    noteStats();
  }

  private void write(String name, BlobReader blob) throws IOException {
    try (BlobWriter writer = near.create(name);
        Arena memory = Arena.ofConfined()) {
      MemorySegment chunk = memory.allocate(Math.clamp(blob.size(), 1, CHUNK_BYTES));
      for (long at = 0; at < blob.size(); at += chunk.byteSize()) {
        MemorySegment part = chunk.asSlice(0, Math.min(chunk.byteSize(), blob.size() - at));
        blob.read(at, part);
        inDirectory(() -> writer.write(part));
      }
      inDirectory(writer::publish);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Tells failures of the directory, which searches survive, from those of the store. */
  private static void inDirectory(Step step) throws DirectoryException {
    try {
      step.run();
    } catch (FileAlreadyExistsException _) {
      // What could not be deleted before: as whole as any.
    } catch (IOException failure) {
      throw new DirectoryException(failure);
    }
  }

  /** The directory of the cache is full, or broken. */
  private static final class DirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    DirectoryException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private BlobReader opened(String name) throws IOException {
    boolean isOpen = false;
    try {
      BlobReader reader = near.open(name);
      isOpen = true;
      return reader;
    } finally {
      if (!isOpen) {
        drop(name);
      }
    }
  }

  /** Ends the use of a copy, also of one that another has thrown away. */
  void giveBack(Use use) throws IOException {
    use.reader().close();
    synchronized (this) {
      use.copy().users--;
    }
  }

  /** Throws a copy away that is not what it should be, unless another has done so; ends its use. */
  void distrust(Use use) throws IOException {
    giveBack(use);
    synchronized (this) {
      if (copies.get(use.name()) == use.copy()) {
        drop(use.name());
      }
    }
  }

  private void drop(String name) throws IOException {
    near.delete(name);
    forget(name);
  }

  private synchronized void forget(String name) {
    Copy copy = copies.remove(name);
    if (copy != null) {
      heldBytes -= copy.bytes;
      noteStats();
    }
  }

  private void noteStats() {
    stats =
        new DiskCacheStats(
            hits, misses, bypasses, evictions, fetchedBytes, copies.size(), heldBytes);
  }

  /** What it did, and what it holds; waits for nobody. */
  DiskCacheStats stats() {
    return stats;
  }

  /** The same for the same blob of the same store, and for no other. */
  static String name(String location, BlobInfo blob) {
    String identity = location + "\n" + blob.name() + "\n" + blob.bytes();
    byte[] digest = sha256().digest(identity.getBytes(StandardCharsets.UTF_8));
    return PREFIX + HexFormat.of().formatHex(digest, 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  @Override
  public void close() throws IOException {
    try (near) {
      lock.close();
    }
  }
}
