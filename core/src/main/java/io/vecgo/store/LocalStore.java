package io.vecgo.store;

import io.vecgo.observe.DiskSpace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Blobs as the files of one directory.
 *
 * <p>A blob is written under a temporary name, synced, and linked to its own name, which fails if
 * that exists; then the directory is synced. What a crash leaves of unfinished blobs is removed by
 * the next holder of the {@link #lock}; take the lock before the first {@link #create}.
 *
 * <p>Files and directory are readable by their owner alone, where the file system knows owners.
 * Symbolic links in the directory are not followed. Other files in it are left alone.
 */
public final class LocalStore implements BlobStore {
  private final LocalDirectory directory;

  private LocalStore(LocalDirectory directory) {
    this.directory = directory;
  }

  /**
   * The store in a directory. If there is no directory yet, the store is empty, and the first
   * {@link #create} or {@link #lock} makes the directory.
   *
   * @throws java.nio.file.NotDirectoryException if the path is something else
   */
  public static LocalStore open(Path directory) throws IOException {
    return new LocalStore(new LocalDirectory(directory));
  }

  @Override
  public BlobReader open(String name) throws IOException {
    BlobNames.check(name);
    directory.syncNamesIfOwed();
    return new LocalReader(directory.openForReading(name));
  }

  @Override
  public BlobWriter create(String name) throws IOException {
    BlobNames.check(name);
    directory.createIfMissing();
    return new LocalWriter(directory, name);
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    directory.syncNamesIfOwed();
    List<BlobInfo> blobs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.path())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && BlobNames.isAllowed(name)) {
          addIfBlob(file, name, blobs);
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    blobs.sort(Comparator.comparing(BlobInfo::name));
    return List.copyOf(blobs);
  }

  private static void addIfBlob(Path file, String name, List<BlobInfo> blobs) throws IOException {
    try {
      BasicFileAttributes attributes = LocalDirectory.attributes(file);
      if (attributes.isRegularFile()) {
        blobs.add(new BlobInfo(name, attributes.size()));
      }
    } catch (NoSuchFileException _) {
      // Deleted since the directory was read: not in the store any more.
    }
  }

  @Override
  public void delete(String name) throws IOException {
    directory.delete(BlobNames.check(name));
  }

  @Override
  public WriterLock lock(String owner) throws IOException {
    StoreArguments.checkOwner(owner);
    directory.createIfMissing();
    return LocalLock.acquire(directory, owner);
  }

  @Override
  public Optional<DiskSpace> space() throws IOException {
    return directory.space();
  }

  @Override
  public String location() {
    return directory.path().toString();
  }

  /** Does nothing: a local store holds nothing open but its readers, writers and lock. */
  @Override
  public void close() {}
}
