package io.vecgo.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writer lock of a local store: a lock of the operating system on one file, which ends with the
 * process at the latest. The owner's line is in a second file and only ever informs; a stale one
 * blocks nobody.
 */
final class LocalLock implements WriterLock {
  private static final int OWNER_BYTES_MAX = 4096;

  /**
   * The lock files that this process holds. The operating system keeps locks per process and drops
   * them when <em>any</em> channel to the file is closed, so a second attempt in this process must
   * not even open the file. This set mirrors that state, hence static.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final LocalDirectory directory;
  private final Path file;
  private final FileChannel channel;

  private LocalLock(LocalDirectory directory, Path file, FileChannel channel) {
    this.directory = directory;
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock, sweeps what a crashed writer left, makes its names durable, and signs. */
  static LocalLock acquire(LocalDirectory directory, String owner) throws IOException {
    Path file = directory.path().toRealPath().resolve(BlobNames.LOCK);
    if (!HELD.add(file)) {
      throw new LockHeldException(readOwner(directory));
    }
    try {
      return acquireFile(directory, file, owner);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static LocalLock acquireFile(LocalDirectory directory, Path file, String owner)
      throws IOException {
    FileChannel channel = openLockFile(directory, file);
    try {
      if (channel.tryLock() == null) {
        throw new LockHeldException(readOwner(directory));
      }
      directory.sweepTemporaries();
      directory.syncNames();
      writeOwner(directory, owner);
      return new LocalLock(directory, file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel openLockFile(LocalDirectory directory, Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
        directory.permissions("rw-------"));
  }

  /** By way of a rename, so that nobody reads half a line. */
  private static void writeOwner(LocalDirectory directory, String owner) throws IOException {
    Path temporary = directory.temporary(BlobNames.OWNER);
    try (FileChannel channel = directory.createForWriting(temporary)) {
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
    }
    Files.move(temporary, directory.file(BlobNames.OWNER), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String readOwner(LocalDirectory directory) throws IOException {
    try (InputStream in = Files.newInputStream(directory.file(BlobNames.OWNER), NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(OWNER_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "a writer that is just starting or ending";
    }
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      Files.deleteIfExists(directory.file(BlobNames.OWNER));
    } finally {
      HELD.remove(file);
    }
  }
}
