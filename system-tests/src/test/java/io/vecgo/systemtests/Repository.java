package io.vecgo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that the tests run in. */
final class Repository {
  private Repository() {}

  /** The folder that holds README.md and the modules. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
