package io.vecgo.testkit.disk;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates calls of {@code java.nio.file.Files} to operations of a disk. What stores have no use
 * for is not supported: links that are symbolic, attributes that are changed, files that are
 * overwritten or cut.
 */
final class SimulatedProvider extends FileSystemProvider {
  private final SimulatedDisk disk;

  SimulatedProvider(SimulatedDisk disk) {
    this.disk = disk;
  }

  private static String text(Path path) {
    return SimulatedPath.textOf(path.toAbsolutePath());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    String file = text(path);
    if (options.contains(APPEND) || options.contains(TRUNCATE_EXISTING)) {
      throw new UnsupportedOperationException("options=" + options);
    }
    if (!options.contains(WRITE) && disk.isDirectory(file)) {
      return new SimulatedDirectoryChannel(disk, file);
    }
    boolean isNew =
        options.contains(CREATE_NEW) || (options.contains(CREATE) && !disk.exists(file));
    return new SimulatedChannel(disk, file, isNew ? disk.create(file) : disk.open(file));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> accepted = new ArrayList<>();
    for (String child : disk.list(text(directory))) {
      Path path = directory.resolve(child.substring(child.lastIndexOf('/') + 1));
      if (filter.accept(path)) {
        accepted.add(path);
      }
    }
    return new Listing(accepted);
  }

  /** The names in a directory at the time of the call. */
  private record Listing(List<Path> paths) implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {}
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    disk.makeDirectory(text(directory));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    disk.link(text(link), text(existing));
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(text(path));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    if (!List.of(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      throw new UnsupportedOperationException("move that is not atomic");
    }
    disk.rename(text(source), text(target));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.isDirectory(text(path));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    String file = text(path);
    boolean isDirectory = disk.isDirectory(file);
    return type.cast(new SimulatedAttributes(isDirectory, disk.sizeOf(file)));
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return text(one).equals(text(other));
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public String getScheme() {
    return "simulated";
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
