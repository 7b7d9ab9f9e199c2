package io.vecgo.testkit.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path on a simulated disk, where there are no links. Immutable. */
final class SimulatedPath implements Path {
  private final SimulatedFileSystem fileSystem;
  private final boolean absolute;
  private final List<String> names;

  private SimulatedPath(SimulatedFileSystem fileSystem, boolean absolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  static SimulatedPath of(SimulatedFileSystem fileSystem, String text) {
    List<String> names =
        Arrays.stream(text.split("/", -1)).filter(name -> !name.isEmpty()).toList();
    return new SimulatedPath(fileSystem, text.startsWith("/"), names);
  }

  /** The text of a path of this kind. */
  static String textOf(Path path) {
    return cast(path).toString();
  }

  private static SimulatedPath cast(Path path) {
    if (path instanceof SimulatedPath simulated) {
      return simulated;
    }
    throw new ProviderMismatchException();
  }

  private SimulatedPath with(boolean newAbsolute, List<String> newNames) {
    return new SimulatedPath(fileSystem, newAbsolute, newNames);
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : with(false, List.of(names.getLast()));
  }

  @Override
  public @Nullable Path getParent() {
    boolean hasParent = names.size() > (absolute ? 0 : 1);
    return hasParent ? with(absolute, names.subList(0, names.size() - 1)) : null;
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return with(false, List.of(names.get(index)));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return with(false, names.subList(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    SimulatedPath start = cast(other);
    return absolute == start.absolute
        && start.names.size() <= names.size()
        && names.subList(0, start.names.size()).equals(start.names);
  }

  @Override
  public boolean endsWith(Path other) {
    SimulatedPath end = cast(other);
    int from = names.size() - end.names.size();
    return end.absolute
        ? equals(end)
        : from >= 0 && names.subList(from, names.size()).equals(end.names);
  }

  @Override
  public Path normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      } else if (!name.equals(".")) {
        kept.add(name);
      }
    }
    return with(absolute, kept);
  }

  @Override
  public Path resolve(Path other) {
    SimulatedPath end = cast(other);
    if (end.absolute) {
      return end;
    }
    List<String> joined = new ArrayList<>(names);
    joined.addAll(end.names);
    return with(absolute, joined);
  }

  @Override
  public Path relativize(Path other) {
    if (!other.startsWith(this)) {
      throw new IllegalArgumentException("other=" + other + ": must be below " + this);
    }
    return with(false, cast(other).names.subList(names.size(), other.getNameCount()));
  }

  @Override
  public URI toUri() {
    return URI.create("simulated:" + this);
  }

  @Override
  public Path toAbsolutePath() {
    return with(true, names);
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  /** Paths of two disks are never equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimulatedPath path
        && fileSystem.equals(path.fileSystem)
        && absolute == path.absolute
        && names.equals(path.names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(absolute, names);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
