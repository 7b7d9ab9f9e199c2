package io.vecgo.format;

import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A checked-in database, as the version that introduced its format wrote it. */
record GoldenFolder(String name) {

  /** Writes a database into an empty store. */
  interface Content {
    void write(LocalStore store) throws IOException;
  }

  Path path() {
    return Path.of(System.getProperty("basedir", ""))
        .resolve("src/test/resources/golden")
        .resolve(name);
  }

  /** Writes the folder anew if {@code -Dvecgo.regenerate=true} asks for it. */
  void regenerateIfAsked(Content content) throws IOException {
    if (Boolean.getBoolean("vecgo.regenerate")) {
      deleteFiles();
      content.write(LocalStore.open(path()));
      Files.deleteIfExists(path().resolve("writer.lock"));
    }
  }

  /** Its files, by name. */
  Map<String, byte[]> blobs() throws IOException {
    Map<String, byte[]> blobs = new TreeMap<>();
    for (Path file : files()) {
      blobs.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }
    return blobs;
  }

  void copyTo(Path directory) throws IOException {
    for (Path file : files()) {
      Files.copy(file, directory.resolve(file.getFileName()));
    }
  }

  private void deleteFiles() throws IOException {
    Files.createDirectories(path());
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path())) {
      return files.toList();
    }
  }
}
