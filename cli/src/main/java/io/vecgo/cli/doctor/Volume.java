package io.vecgo.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Facts about the file system of a directory, found by trying: two small files are written there
 * and removed.
 *
 * @param type what the system calls it
 * @param writable whether files can be written
 * @param hardLinks whether a file can have two names
 * @param syncs whether files and directories can be synced
 * @param usedShare used share, 0 to 1
 * @param usableBytes what is left for us
 * @param databaseBytes size of the files of a database there; 0 without one
 */
public record Volume(
    String type,
    boolean writable,
    boolean hardLinks,
    boolean syncs,
    double usedShare,
    long usableBytes,
    long databaseBytes)
    implements Storage {

  /** The file system of a directory, or of the nearest one above it that exists. */
  public static Volume of(Path directory) throws IOException {
    Path existing = existing(directory.toAbsolutePath().normalize());
    FileStore store = Files.getFileStore(existing);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    double room = (double) used + store.getUsableSpace();
    Trial trial = Trial.in(existing);
    return new Volume(
        store.type(),
        trial.written(),
        trial.linked(),
        trial.synced(),
        room == 0 ? 0 : used / room,
        store.getUsableSpace(),
        segmentBytes(existing));
  }

  private static Path existing(Path directory) {
    Path existing = directory;
    while (!Files.isDirectory(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static long segmentBytes(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Volume::isSegment).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("segment-\\d+\\.bin");
  }

  /** What can be done in a directory. */
  private record Trial(boolean written, boolean linked, boolean synced) {
    static Trial in(Path directory) throws IOException {
      Path file;
      try {
        file = Files.createTempFile(directory, ".vecgo-doctor-", ".tmp");
      } catch (FileSystemException _) {
        return new Trial(false, false, false);
      }
      try {
        return new Trial(true, links(file), syncs(file) && syncs(directory));
      } finally {
        Files.delete(file);
      }
    }

    private static boolean links(Path file) throws IOException {
      Path second = file.resolveSibling(file.getFileName() + ".link");
      try {
        Files.createLink(second, file);
        return true;
      } catch (FileSystemException | UnsupportedOperationException _) {
        return false;
      } finally {
        Files.deleteIfExists(second);
      }
    }

    private static boolean syncs(Path path) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
        return true;
      } catch (IOException _) {
        return false;
      }
    }
  }
}
