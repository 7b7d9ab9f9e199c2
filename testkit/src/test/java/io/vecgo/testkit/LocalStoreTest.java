package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.LocalStore;
import io.vecgo.store.LockHeldException;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends BlobStoreContract {
  @TempDir Path parent;

  @Override
  protected BlobStore newStore() throws IOException {
    return LocalStore.open(directory());
  }

  /** Two levels that do not exist when a test begins. */
  private Path directory() {
    return parent.resolve("new").resolve("store");
  }

  @Test
  void openingCreatesNothing() throws IOException {
    assertThat(names("")).isEmpty();
    store().delete("blob");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void fileCannotBeAStore() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(() -> LocalStore.open(file));
  }

  @Test
  void blobsOutliveTheStore() throws IOException {
    put("blob", bytes(10));
    store().close();
    try (BlobStore again = LocalStore.open(directory());
        BlobReader reader = again.open("blob")) {
      assertThat(reader.size()).isEqualTo(10);
    }
  }

  @Test
  void publishedBlobIsTheOnlyFile() throws IOException {
    put("blob", bytes(10));
    assertThat(files()).containsExactly("blob");
  }

  @Test
  void blobThatLostTheNameLeavesNoFile() throws IOException {
    put("blob", bytes(10));
    assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> put("blob", bytes(20)));
    assertThat(files()).containsExactly("blob");
  }

  @Test
  void blobWithAnIoErrorIsNeverPublished() throws IOException {
    try (BlobWriter writer = store().create("blob")) {
      writer.write(MemorySegment.ofArray(bytes(10)));
      Thread.currentThread().interrupt();
      try {
        assertThatExceptionOfType(ClosedByInterruptException.class)
            .isThrownBy(() -> writer.write(MemorySegment.ofArray(bytes(10))));
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThatIllegalStateException().isThrownBy(writer::publish);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void blobThatCannotBeSyncedIsNeverPublished() throws IOException {
    try (BlobWriter writer = store().create("blob")) {
      writer.write(MemorySegment.ofArray(bytes(10)));
      Thread.currentThread().interrupt();
      try {
        assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(writer::publish);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThatIllegalStateException().isThrownBy(writer::publish);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void mappedMemoryEndsWithTheReader() throws IOException {
    put("blob", bytes(10));
    BlobReader reader = store().open("blob");
    MemorySegment mapped = reader.mapped().orElseThrow();
    reader.close();
    assertThatIllegalStateException().isThrownBy(() -> mapped.get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void otherFilesAreNotListed() throws IOException {
    put("blob", bytes(10));
    Files.writeString(directory().resolve("README.txt"), "hello");
    Files.writeString(directory().resolve("tmp-blob-1"), "half");
    Files.createDirectory(directory().resolve("folder"));
    assertThat(names("")).containsExactly("blob");
  }

  @Test
  void leftoversOfACrashGoWhenTheLockIsTaken() throws IOException {
    put("blob", bytes(10));
    Files.writeString(directory().resolve("tmp-blob-1"), "half");
    Files.writeString(directory().resolve("README.txt"), "hello");
    assertThat(files()).contains("tmp-blob-1");
    store().lock("me").close();
    assertThat(files()).containsExactly("README.txt", "blob", "writer.lock");
  }

  @Test
  void refusedWriterSweepsNothing() throws IOException {
    try (WriterLock lock = store().lock("me");
        BlobWriter writer = store().create("blob")) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(LockHeldException.class).isThrownBy(() -> store().lock("you"));
      writer.publish();
    }
    assertThat(names("")).containsExactly("blob");
  }

  @Test
  void symbolicLinkIsNoBlob() throws IOException {
    put("blob", bytes(10));
    Files.createSymbolicLink(directory().resolve("link"), directory().resolve("blob"));
    assertThat(names("")).containsExactly("blob");
    assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> store().open("link"));
    assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> put("link", bytes(1)));
  }

  @Test
  void deletingASymbolicLinkKeepsItsTarget() throws IOException {
    put("blob", bytes(10));
    Files.createSymbolicLink(directory().resolve("link"), directory().resolve("blob"));
    store().delete("link");
    assertThat(files()).containsExactly("blob");
  }

  @Test
  void lockDoesNotFollowALink() throws IOException {
    Path victim = Files.writeString(parent.resolve("victim"), "mine");
    Files.createDirectories(directory());
    Files.createSymbolicLink(directory().resolve("writer.lock"), victim);
    assertThatIOException().isThrownBy(() -> store().lock("me"));
    assertThat(victim).hasContent("mine");
  }

  @Test
  void ownerLineDoesNotFollowALink() throws IOException {
    Path victim = Files.writeString(parent.resolve("victim"), "mine");
    Files.createDirectories(directory());
    Files.createSymbolicLink(directory().resolve("writer.owner"), victim);
    store().lock("me").close();
    assertThat(victim).hasContent("mine");
  }

  @Test
  void directoryCannotBeReadAsABlob() throws IOException {
    Files.createDirectories(directory().resolve("folder"));
    assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> store().open("folder"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayRead() throws IOException {
    put("blob", bytes(10));
    try (WriterLock lock = store().lock("me")) {
      assertThat(lock).isNotNull();
      for (String file : List.of("blob", "writer.lock", "writer.owner")) {
        assertThat(permissions(directory().resolve(file))).isEqualTo("rw-------");
      }
    }
    assertThat(permissions(directory())).isEqualTo("rwx------");
  }

  @Test
  void secondStoreOnTheDirectoryMeetsTheSameLock() throws IOException {
    try (WriterLock lock = store().lock("me")) {
      assertThat(lock).isNotNull();
      Path link = Files.createSymbolicLink(parent.resolve("link"), directory());
      assertThatExceptionOfType(LockHeldException.class)
          .isThrownBy(() -> LocalStore.open(link).lock("you"))
          .satisfies(e -> assertThat(e.owner()).isEqualTo("me"));
    }
  }

  @Test
  void otherProcessIsKeptOut() throws Exception {
    try (WriterLock lock = store().lock("me")) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(LockHeldException.class).isThrownBy(() -> store().lock("you"));
      try (LockingProcess other = new LockingProcess(directory())) {
        assertThat(other.outcome()).isEqualTo("locked by me");
      }
    }
  }

  @Test
  void lockOfAKilledProcessIsFree() throws Exception {
    try (LockingProcess other = new LockingProcess(directory())) {
      assertThat(other.outcome()).isEqualTo("locked");
      assertThatExceptionOfType(LockHeldException.class)
          .isThrownBy(() -> store().lock("me"))
          .satisfies(e -> assertThat(e.owner()).isEqualTo(LockingProcess.OWNER));
    }
    assertThat(directory().resolve("writer.owner")).exists();
    store().lock("me").close();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
