package io.vecgo.testkit.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the Linux kernel counts of this process.
 *
 * @param readBytes from disks, since it began
 * @param majorFaults times that it waited for a page of a file
 * @param ownBytes resident memory that belongs to no file
 */
record ProcessUsage(long readBytes, long majorFaults, long ownBytes) {
  private static final int MAJOR_FAULTS_AFTER_NAME = 9;

  static ProcessUsage now() throws IOException {
    return new ProcessUsage(
        field("io", "read_bytes:"), majorFaultsSoFar(), field("status", "RssAnon:") << 10);
  }

  private static long field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self", file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static long majorFaultsSoFar() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[MAJOR_FAULTS_AFTER_NAME]);
  }
}
