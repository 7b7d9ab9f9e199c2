package io.vecgo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The source tree that the tests run in. */
public final class Repository {
  private Repository() {}

  /** The folder that holds README.md and the modules. */
  public static Path root() {
    return Stream.iterate(Optional.of(Path.of("").toAbsolutePath()), Repository::parent)
        .flatMap(Optional::stream)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Path> parent(Optional<Path> folder) {
    return folder.flatMap(path -> Optional.ofNullable(path.getParent()));
  }
}
