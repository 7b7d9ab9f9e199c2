package io.vecgo.testkit.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vecgo.testkit.disk.DiskChange.FailedSync;
import io.vecgo.testkit.disk.DiskChange.MakeDirectory;
import io.vecgo.testkit.disk.DiskChange.Name;
import io.vecgo.testkit.disk.DiskChange.Rename;
import io.vecgo.testkit.disk.DiskChange.SyncDirectory;
import io.vecgo.testkit.disk.DiskChange.SyncFile;
import io.vecgo.testkit.disk.DiskChange.Unname;
import io.vecgo.testkit.disk.DiskChange.Write;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Directories, names and bytes of a disk at one instant. Confined to one thread. */
final class DiskImage {
  private static final String ROOT = "/";
  private static final byte[] EMPTY = {};

  private final Set<String> directories;
  private final NavigableMap<String, Long> names;
  private final Map<Long, byte[]> contents;

  private DiskImage(Set<String> directories, Map<String, Long> names, Map<Long, byte[]> contents) {
    this.directories = new TreeSet<>(directories);
    this.names = new TreeMap<>(names);
    this.contents = new HashMap<>(contents);
  }

  /** One empty directory below the root. */
  static DiskImage of(String directory) {
    return new DiskImage(Set.of(ROOT, directory), Map.of(), Map.of());
  }

  /** Arrays are never changed, hence shared. */
  DiskImage copy() {
    return new DiskImage(directories, names, contents);
  }

  /** The directory of a path; that of the root is the root. */
  static String parent(String path) {
    int end = path.lastIndexOf('/');
    return end == 0 ? ROOT : path.substring(0, end);
  }

  boolean isDirectory(String path) {
    return directories.contains(path);
  }

  OptionalLong file(String path) {
    return Optional.ofNullable(names.get(path)).stream().mapToLong(file -> file).findFirst();
  }

  /** All that is directly in a directory. */
  Set<String> childrenOf(String directory) {
    Set<String> children = new TreeSet<>();
    children.addAll(names.keySet());
    children.addAll(directories);
    children.removeIf(path -> path.equals(ROOT) || !parent(path).equals(directory));
    return children;
  }

  /** The bytes of a file, not to be changed. */
  byte[] bytes(long file) {
    return contents.getOrDefault(file, EMPTY);
  }

  void apply(DiskChange change) {
    switch (change) {
      case MakeDirectory made -> directories.add(made.path());
      case Name name -> names.put(name.path(), name.file());
      case Rename rename -> {
        names.remove(rename.from());
        names.put(rename.to(), rename.file());
      }
      case Unname unname -> {
        names.remove(unname.path());
        directories.remove(unname.path());
      }
      case Write write -> contents.put(write.file(), written(bytes(write.file()), write));
      case SyncFile _, SyncDirectory _, FailedSync _ -> {}
    }
  }

  private static byte[] written(byte[] before, Write write) {
    ByteBuffer bytes = write.bytes();
    byte[] after =
        Arrays.copyOf(before, Math.max(before.length, write.offset() + bytes.remaining()));
    bytes.get(bytes.position(), after, write.offset(), bytes.remaining());
    return after;
  }

  /** Removes what no path leads to, as a check of the file system after a crash does. */
  void dropUnreachable() {
    while (directories.removeIf(path -> !isDirectory(parent(path)))) {}
    names.keySet().removeIf(path -> !isDirectory(parent(path)));
    contents.keySet().retainAll(names.values());
  }

  /** Equal for images in which the files of these paths are the same. */
  String fingerprint(Predicate<String> paths) {
    MessageDigest digest = sha256();
    directories.forEach(path -> digest.update((path + "/\n").getBytes(UTF_8)));
    names.forEach((path, file) -> {
      if (paths.test(path)) {
        digest.update((path + " " + bytes(file).length + "\n").getBytes(UTF_8));
        digest.update(bytes(file));
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
