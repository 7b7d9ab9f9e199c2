package io.vecgo.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a demo database, known from others by a file that the demo leaves in it. */
public record DemoDirectory(Path path) {
  private static final String MARK = "README-demo.txt";
  private static final String MARK_TEXT =
      "A database made by 'vecgo demo'. The next run of it replaces everything in this directory.\n";

  /** What happens to a demo database that is there already. */
  public enum Earlier {
    REPLACE,
    KEEP
  }

  /**
   * Makes the directory and leaves it empty but for the mark.
   *
   * @throws IllegalArgumentException if there is something in it that must stay
   */
  public void prepare(Earlier earlier) throws IOException {
    List<Path> files = files();
    if (!files.isEmpty()) {
      requireReplaceable(files, earlier);
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.createDirectories(path);
    Files.writeString(path.resolve(MARK), MARK_TEXT);
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("dir=" + path + ": is a file, expected a directory");
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  private void requireReplaceable(List<Path> files, Earlier earlier) {
    if (!files.contains(path.resolve(MARK)) || files.stream().anyMatch(Files::isDirectory)) {
      throw new IllegalArgumentException(
          "dir=" + path + ": holds files that are not of a demo, name another place with --dir");
    }
    if (earlier == Earlier.KEEP) {
      throw new IllegalArgumentException(
          "dir=" + path + ": holds the database of an earlier demo, which --keep does not replace");
    }
  }
}
