package io.vecgo.store;

import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.DiskSpace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A flat set of named, immutable blobs. A blob gets its name when it is whole, at once and only if
 * the name is free; from then on it can be read and deleted, never changed.
 *
 * <p>What the database asks of an implementation:
 *
 * <ul>
 *   <li><b>Atomic creation.</b> {@link BlobWriter#publish} makes all bytes visible under the name,
 *       or throws; then it has happened whole, of which only the answer was lost, or never will. Of
 *       several writers of one name exactly one succeeds; the others get {@link
 *       java.nio.file.FileAlreadyExistsException}. A store far away that cannot promise "never
 *       will" throws {@link UnansweredException}.
 *   <li><b>Durability.</b> When {@code publish} or {@link #delete} returns, the change survives a
 *       crash.
 *   <li><b>Consistency.</b> {@link #list} and {@link #open(String)} see every blob whose {@code
 *       publish} returned before, from wherever, and none whose {@code delete} returned.
 *   <li><b>Names</b> match {@code [a-z0-9._-]{1,64}}, do not begin with {@code .} or {@code tmp-},
 *       and are not {@code writer.lock} or {@code writer.owner}; anything else raises {@link
 *       IllegalArgumentException}.
 * </ul>
 *
 * Mapping, locking, room on the volume and readers that outlive the deletion of their blob are
 * optional; a store that wraps another passes on what that can, see {@link ForwardingStore}.
 * Thread-safe.
 */
public interface BlobStore extends AutoCloseable {

  /**
   * Opens a blob for reading.
   *
   * @throws java.nio.file.NoSuchFileException if there is none of this name
   */
  BlobReader open(String name) throws IOException;

  /**
   * As {@link #open(String)} for a blob whose size is known, be it from a list or a manifest. A
   * store far away may put off looking for the blob to the first read, which then raises {@link
   * java.nio.file.NoSuchFileException}; a blob that ends early raises {@link java.io.EOFException}.
   */
  default BlobReader open(BlobInfo known) throws IOException {
    return open(known.name());
  }

  /** Starts a new blob. It has its name only after {@link BlobWriter#publish}. */
  BlobWriter create(String name) throws IOException;

  /** Name and size of each blob whose name starts with the prefix, in the order of names. */
  List<BlobInfo> list(String prefix) throws IOException;

  /**
   * Removes a blob; no error if there is none. Open readers of it go on, or, where the store cannot
   * do that, raise {@link java.nio.file.NoSuchFileException}.
   */
  void delete(String name) throws IOException;

  /**
   * Keeps other writers out, in this process and in others, until the lock is closed or the process
   * ends. Stores that cannot lock return a lock without effect: writers then meet at {@link
   * BlobWriter#publish}.
   *
   * @param owner one line about the caller, told to those who come second
   * @throws LockHeldException if there is another writer, with its line
   */
  WriterLock lock(String owner) throws IOException;

  /** Room on the volume behind the store; empty for stores without such a thing. */
  default Optional<DiskSpace> space() throws IOException {
    return Optional.empty();
  }

  /** What a cache on disk before the store did; empty if there is none. */
  default Optional<DiskCacheStats> diskCache() {
    return Optional.empty();
  }

  /** Where the store is, for messages: a path or an address. */
  String location();

  /** Closes the store; readers and writers must have been closed before. */
  @Override
  void close() throws IOException;
}
