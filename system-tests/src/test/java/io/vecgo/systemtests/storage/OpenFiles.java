package io.vecgo.systemtests.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What this process has open below a directory, as Linux tells.
 *
 * @param descriptors descriptors of files
 * @param mappings mappings of files to memory
 */
record OpenFiles(long descriptors, long mappings) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  static OpenFiles below(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return new OpenFiles(descriptors(real), mappings(real));
  }

  private static long descriptors(Path directory) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path link : links) {
        count += leadsBelow(directory, link) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean leadsBelow(Path directory, Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).startsWith(directory);
    } catch (NoSuchFileException _) {
      return false; // closed meanwhile
    }
  }

  private static long mappings(Path directory) throws IOException {
    try (var lines = Files.lines(MAPPINGS)) {
      return lines.filter(line -> line.contains(directory.toString())).count();
    }
  }
}
