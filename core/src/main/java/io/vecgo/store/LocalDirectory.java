package io.vecgo.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.vecgo.observe.DiskSpace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The directory of a local store: creates files that only their owner may read, gives them their
 * names, and makes names durable. Follows no symbolic link inside the directory.
 */
final class LocalDirectory {
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final Path path;
  private final boolean posix;
  private boolean isNameDurable; // guarded by this
  private volatile boolean isSyncOwed; // a name was changed here that no sync has followed

  LocalDirectory(Path path) throws IOException {
    this.path = path.toAbsolutePath().normalize();
    this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Creates the directory, and those above it, as far as they are missing, durably. A directory
   * that exists may have been made by a process that died before it could sync its name, so that is
   * synced too, once.
   */
  synchronized void createIfMissing() throws IOException {
    if (!isNameDurable || !Files.isDirectory(path)) {
      createDurably(path, permissions("rwx------"));
      isNameDurable = true;
    }
  }

  private void createDurably(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path parent = directory.getParent();
    if (parent == null) {
      return;
    }
    if (Files.isDirectory(directory)) {
      syncIfPossible(parent);
      return;
    }
    createDurably(parent);
    create(directory, attributes);
    syncOrWithdraw(() -> sync(parent), directory);
  }

  private static void create(Path directory, FileAttribute<?>... attributes) throws IOException {
    try {
      Files.createDirectory(directory, attributes);
    } catch (FileAlreadyExistsException _) {
      if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
        throw new NotDirectoryException(directory.toString());
      }
    }
  }

  /**
   * For a directory in which we found the next one, not made it: it may be closed to us, read-only
   * or of a file system that cannot, and then the name was not left by a crash of ours.
   */
  private void syncIfPossible(Path directory) {
    try {
      sync(directory);
    } catch (IOException _) {
      // Nothing that we made depends on it.
    }
  }

  /** A name for a file that is being written, free until now. */
  Path temporary(String name) {
    return path.resolve(BlobNames.TEMPORARY_PREFIX + name + "-" + UUID.randomUUID());
  }

  FileChannel createForWriting(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        permissions("rw-------"));
  }

  FileChannel openForReading(String name) throws IOException {
    Path file = file(name);
    if (!attributes(file).isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
    return FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS);
  }

  static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  /**
   * Gives a synced file its name, durably. The file keeps its temporary name beside it where the
   * file system has hard links.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  void publish(Path temporary, String name) throws IOException {
    Path target = file(name);
    try {
      linkOrMove(temporary, target);
    } finally {
      isSyncOwed = true; // also after a failure: the name may be there, and only the answer lost
    }
    syncOrWithdraw(this::syncNames, target);
  }

  private interface Sync {
    void run() throws IOException;
  }

  /**
   * Makes a new name durable, or takes it back: after a failed sync nobody knows what is on disk.
   */
  private static void syncOrWithdraw(Sync sync, Path newName) throws IOException {
    try {
      sync.run();
    } catch (IOException e) {
      withdraw(newName, e);
      throw e;
    }
  }

  private void linkOrMove(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      moveIfFree(temporary, target);
    }
  }

  /**
   * For file systems without hard links. A rename replaces what is there, so the check before it is
   * exclusive only among the threads of this store; the writer lock keeps other processes out.
   */
  synchronized void moveIfFree(Path temporary, Path target) throws IOException {
    if (isThere(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isThere(Path file) throws IOException {
    try {
      attributes(file);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static void withdraw(Path target, IOException cause) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Makes all names durable that are there. A writer does so before it builds on what another left,
   * which may have died between a name and its sync.
   */
  void syncNames() throws IOException {
    isSyncOwed = false;
    try {
      sync(path);
    } catch (IOException e) {
      isSyncOwed = true;
      throw e;
    }
  }

  /** Makes durable what a failure may have left: nobody is to rely on names that may vanish. */
  void syncNamesIfOwed() throws IOException {
    if (isSyncOwed) {
      syncNames();
    }
  }

  /** Removes a file, durably; no error if there is none. */
  void delete(String name) throws IOException {
    if (Files.deleteIfExists(file(name))) {
      syncNames();
    }
  }

  /** Removes what crashed writers left. Only the holder of the writer lock may. */
  void sweepTemporaries() throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(path, BlobNames.TEMPORARY_PREFIX + "*")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  /**
   * Room on the volume of the directory, or of the nearest one above it that exists; empty where
   * the file system does not tell.
   */
  Optional<DiskSpace> space() throws IOException {
    Path existing = path;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      FileStore volume = Files.getFileStore(existing);
      return Optional.of(
          new DiskSpace(
              volume.getTotalSpace() - volume.getUnallocatedSpace(), volume.getUsableSpace()));
    } catch (UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /** Makes the names in a directory durable. Windows cannot, and keeps them in order by itself. */
  private void sync(Path directory) throws IOException {
    if (!posix) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  FileAttribute<?>[] permissions(String text) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : NO_ATTRIBUTES;
  }
}
