package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.segment.TombstoneFile.Tombstones;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many of some versions name each file. Immutable. */
final class FileReferences {
  private final Map<String, Integer> versionsByFile;

  private FileReferences(Map<String, Integer> versionsByFile) {
    this.versionsByFile = versionsByFile;
  }

  static FileReferences of(List<Manifest> manifests) {
    Map<String, Integer> versions = new HashMap<>();
    for (Manifest manifest : manifests) {
      files(manifest).keySet().forEach(file -> versions.merge(file, 1, Integer::sum));
    }
    return new FileReferences(versions);
  }

  /** Whether one of the versions names a file. */
  boolean name(String file) {
    return versionsByFile.containsKey(file);
  }

  /** Size of the files that a version names and no other of the versions. */
  long bytesOnlyIn(Manifest manifest) {
    return files(manifest).entrySet().stream()
        .filter(file -> versionsByFile.getOrDefault(file.getKey(), 0) == 1)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The files that a version names, with their sizes in bytes. */
  private static Map<String, Long> files(Manifest manifest) {
    Map<String, Long> files = new LinkedHashMap<>();
    for (SegmentEntry entry : manifest.segments()) {
      files.put(entry.info().file(), entry.info().bytes());
      entry.tombstones().ifPresent(tombstones -> put(files, tombstones));
    }
    return files;
  }

  private static void put(Map<String, Long> files, Tombstones tombstones) {
    files.put(tombstones.file(), tombstones.bytes());
  }
}
