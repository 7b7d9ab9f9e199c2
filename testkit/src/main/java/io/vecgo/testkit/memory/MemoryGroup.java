package io.vecgo.testkit.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A control group of Linux: its processes together may use so much memory, what the system caches
 * of the files that they read included. Beyond that the system takes back cached pages, and kills a
 * process if that is not enough. Confined to one thread.
 */
public final class MemoryGroup implements AutoCloseable {
  /** Options of a Java that takes about 50 MB. */
  public static final List<String> SMALL_JAVA =
      List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=24m", "-Xss512k");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path folder;
  private final Version version;

  /** Of control groups, and what their files are called. */
  private enum Version {
    FIRST(
        "/sys/fs/cgroup/memory",
        "memory.limit_in_bytes",
        "memory.memsw.limit_in_bytes",
        "memory.oom_control"),
    SECOND("/sys/fs/cgroup", "memory.max", "memory.swap.max", "memory.events");

    private final Path root;
    private final String limit;
    private final String swapLimit;
    private final String kills;

    Version(String root, String limit, String swapLimit, String kills) {
      this.root = Path.of(root);
      this.limit = limit;
      this.swapLimit = swapLimit;
      this.kills = kills;
    }

    /** What the limit with swap, or of swap, is set to, so that there is no swap. */
    private long swapLimit(long bytes) {
      return this == FIRST ? bytes : 0;
    }
  }

  private MemoryGroup(Path folder, Version version) {
    this.folder = folder;
    this.version = version;
  }

  /** A new group; empty where this process cannot make one, as without the rights for it. */
  public static Optional<MemoryGroup> limitedTo(long bytes) {
    return limitedTo(bytes, Version.FIRST).or(() -> secondVersion(bytes));
  }

  private static Optional<MemoryGroup> secondVersion(long bytes) {
    try {
      write(Version.SECOND.root.resolve("cgroup.subtree_control"), "+memory");
    } catch (IOException _) {
      return Optional.empty();
    }
    return limitedTo(bytes, Version.SECOND);
  }

  private static Optional<MemoryGroup> limitedTo(long bytes, Version version) {
    Path folder =
        version.root.resolve(
            "vecgo-" + ProcessHandle.current().pid() + "-" + COUNT.getAndIncrement());
    if (!Files.isDirectory(version.root)) {
      return Optional.empty();
    }
    try {
      Files.createDirectory(folder);
    } catch (IOException _) {
      return Optional.empty();
    }
    MemoryGroup group = new MemoryGroup(folder, version);
    try {
      group.limit(bytes);
      return Optional.of(group);
    } catch (IOException _) {
      group.close();
      return Optional.empty();
    }
  }

  private void limit(long bytes) throws IOException {
    write(folder.resolve(version.limit), Long.toString(bytes));
    Path withSwap = folder.resolve(version.swapLimit);
    if (Files.exists(withSwap)) {
      write(withSwap, Long.toString(version.swapLimit(bytes)));
    }
  }

  /** To a file that is there. */
  private static void write(Path file, String value) throws IOException {
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }

  /** The command that runs another one in the group. */
  public List<String> command(List<String> inside) {
    String enter = "echo $$ > \"$0\" && exec \"$@\"";
    String processes = folder.resolve("cgroup.procs").toString();
    return Stream.concat(Stream.of("sh", "-c", enter, processes), inside.stream()).toList();
  }

  /** How many processes were killed because memory was not enough. */
  public long kills() throws IOException {
    return Files.readAllLines(folder.resolve(version.kills)).stream()
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
        .sum();
  }

  /** Removes the group; its processes must have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // An empty group that stays does nothing.
    }
  }
}
