package io.vecgo.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
  private final SimulatedDisk disk = new SimulatedDisk();

  private Path path(String name) {
    return disk.directory().resolve(name);
  }

  private void write(String name, String text) throws IOException {
    try (FileChannel file = create(name)) {
      append(file, text);
    }
  }

  private FileChannel create(String name) throws IOException {
    return FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static int append(FileChannel file, String text) throws IOException {
    return file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void writeDurably(String name, String text) throws IOException {
    try (FileChannel file = create(name)) {
      append(file, text);
      file.force(true);
    }
    syncDirectory();
  }

  private void syncDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(disk.directory(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** The files of a disk and what is in them, as {@code name=text}. */
  private static List<String> content(SimulatedDisk disk) throws IOException {
    try (Stream<Path> files = Files.list(disk.directory())) {
      return files.map(SimulatedDiskTest::line).toList();
    }
  }

  private static String line(Path file) {
    try (var in = Files.newInputStream(file)) {
      return file.getFileName() + "=" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> afterLast(Crash crash) throws IOException {
    return content(disk.crashed(disk.changes() - 1, crash).orElseThrow());
  }

  @Test
  void filesAreAsWritten() throws IOException {
    write("b", "two");
    write("a", "one");
    assertThat(content(disk)).containsExactly("a=one", "b=two");
  }

  @Test
  void crashMayTearAWrite() throws IOException {
    write("a", "123456");
    assertThat(afterLast(Crash.NOT_DONE)).containsExactly("a=");
    assertThat(afterLast(Crash.TORN)).containsExactly("a=123");
    assertThat(afterLast(Crash.DONE)).containsExactly("a=123456");
    assertThat(afterLast(Crash.UNSYNCED_DROPPED)).isEmpty();
  }

  @Test
  void onlyWritesTear() throws IOException {
    write("a", "123456");
    Files.delete(path("a"));
    assertThat(disk.crashed(disk.changes() - 1, Crash.TORN)).isEmpty();
  }

  @Test
  void syncedFileWithoutSyncedNameIsLost() throws IOException {
    try (FileChannel file = create("a")) {
      append(file, "1");
      file.force(true);
    }
    assertThat(content(disk.powerCut())).isEmpty();
  }

  @Test
  void syncedNameWithoutSyncedFileIsEmpty() throws IOException {
    write("a", "1");
    syncDirectory();
    assertThat(content(disk.powerCut())).containsExactly("a=");
  }

  @Test
  void whatWasSyncedIsThereAfterEveryCrash() throws IOException {
    writeDurably("a", "1");
    int durable = disk.changes();
    write("b", "22");
    Files.createLink(path("c"), path("b"));
    Files.move(path("b"), path("d"), StandardCopyOption.ATOMIC_MOVE);
    for (int change = durable; change < disk.changes(); change++) {
      for (Crash crash : Crash.values()) {
        if (disk.crashed(change, crash).isPresent()) {
          assertThat(content(disk.crashed(change, crash).get())).contains("a=1");
        }
      }
    }
  }

  @Test
  void laterNameMayOutliveAnEarlierOne() throws IOException {
    create("a").close();
    create("b").close();
    assertThat(afterLast(Crash.REORDERED)).containsExactly("b=");
  }

  @Test
  void deletedFileMayComeBack() throws IOException {
    writeDurably("a", "1");
    Files.delete(path("a"));
    assertThat(content(disk)).isEmpty();
    assertThat(content(disk.powerCut())).containsExactly("a=1");
    syncDirectory();
    assertThat(content(disk.powerCut())).isEmpty();
  }

  @Test
  void anyOfTheUnsyncedChangesMaySurvive() throws IOException {
    write("a", "1");
    write("b", "2");
    assertThat(disk.unsynced(disk.changes())).isEqualTo(4);
    assertThat(content(disk.powerCut(unsynced -> unsynced != 1))).containsExactly("a=", "b=2");
  }

  @Test
  void fileInALostDirectoryIsLost() throws IOException {
    Files.createDirectory(path("folder"));
    write("folder/a", "1");
    assertThat(content(disk.powerCut(unsynced -> unsynced != 0))).isEmpty();
  }

  @Test
  void failedSyncIsNotMadeUpForByTheNext() throws IOException {
    try (FileChannel file = create("a")) {
      syncDirectory();
      append(file, "1");
      disk.failAt(disk.operations(), Fault.FAILED_SYNC);
      assertThatIOException().isThrownBy(() -> file.force(true));
      file.force(true);
      assertThat(content(disk.powerCut())).containsExactly("a=");
    }
  }

  @Test
  void fullDiskTakesHalf() throws IOException {
    try (FileChannel file = create("a")) {
      disk.failAt(disk.operations(), Fault.DISK_FULL);
      assertThatIOException()
          .isThrownBy(() -> append(file, "1234"))
          .withMessageContaining("No space left on device");
    }
    assertThat(content(disk)).containsExactly("a=12");
  }

  @Test
  void shortWriteSaysHowShort() throws IOException {
    try (FileChannel file = create("a")) {
      disk.failAt(disk.operations(), Fault.SHORT_WRITE);
      assertThat(append(file, "1234")).isEqualTo(2);
      assertThat(append(file, "34")).isEqualTo(2);
    }
    assertThat(content(disk)).containsExactly("a=1234");
  }

  @Test
  void lostAnswerHidesWhatWasDone() throws IOException {
    write("a", "1");
    disk.failAt(disk.operations(), Fault.LOST_ANSWER);
    assertThatIOException().isThrownBy(() -> Files.createLink(path("b"), path("a")));
    assertThat(content(disk)).containsExactly("a=1", "b=1");
  }

  @Test
  void operationsFailUntilHealed() throws IOException {
    disk.failFrom(disk.operations(), Fault.IO_ERROR);
    for (int i = 0; i < 3; i++) {
      assertThatIOException().isThrownBy(() -> write("a", "1"));
    }
    assertThat(disk.heal()).isEqualTo(3);
    write("a", "1");
    assertThat(disk.heal()).isZero();
  }

  @Test
  void timeIsTheSumOfLatencies() throws IOException {
    disk.slow(OperationKind.SYNC, Duration.ofMillis(5));
    disk.slow(OperationKind.SYNC_DIRECTORY, Duration.ofMillis(7));
    writeDurably("a", "1");
    writeDurably("b", "1");
    assertThat(disk.elapsed()).isEqualTo(Duration.ofMillis(24));
    assertThat(disk.operations(OperationKind.SYNC)).isEqualTo(2);
  }

  @Test
  void copyGoesItsOwnWay() throws IOException {
    write("a", "1");
    SimulatedDisk copy = disk.copy();
    Files.delete(path("a"));
    assertThat(content(copy)).containsExactly("a=1");
    assertThat(copy.fingerprint(_ -> true)).isNotEqualTo(disk.fingerprint(_ -> true));
    assertThat(copy.fingerprint(_ -> false)).isEqualTo(disk.fingerprint(_ -> false));
  }
}
