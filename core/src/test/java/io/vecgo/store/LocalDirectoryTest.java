package io.vecgo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file system without hard links gets, which is not at hand for tests of the store. */
class LocalDirectoryTest {
  @TempDir Path path;

  @Test
  void moveGivesTheName() throws IOException {
    Path temporary = Files.writeString(path.resolve("tmp-a"), "new");
    new LocalDirectory(path).moveIfFree(temporary, path.resolve("a"));
    assertThat(path.resolve("a")).hasContent("new");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void moveNeverReplaces() throws IOException {
    Path temporary = Files.writeString(path.resolve("tmp-a"), "new");
    Path target = Files.writeString(path.resolve("a"), "old");
    LocalDirectory directory = new LocalDirectory(path);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> directory.moveIfFree(temporary, target));
    assertThat(target).hasContent("old");
  }
}
