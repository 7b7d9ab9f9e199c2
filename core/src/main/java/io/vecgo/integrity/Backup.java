package io.vecgo.integrity;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.Checksum;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.segment.SegmentCheck;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies one version from store to store. A backup is a database: it can be opened where it lies.
 * Files that the target has already, whole, are not copied again; every copy is read back and
 * verified; the manifest comes last, so that a version is in the target whole or not at all. The
 * caller holds the lock of the target. Used once, by one thread.
 */
public final class Backup {
  /** What an object store reads with one request. */
  private static final long CHUNK_BYTES = 16 << 20;

  private final BlobStore from;
  private final BlobStore to;
  private final FloatKernels kernels;
  private final WorkProgress progress;
  private int filesCopied;
  private long bytesCopied;
  private int filesPresent;
  private long doneBytes;

  /**
   * @param progress told after each file
   */
  public Backup(BlobStore from, BlobStore to, FloatKernels kernels, WorkProgress progress) {
    this.from = from;
    this.to = to;
    this.kernels = kernels;
    this.progress = progress;
  }

  /**
   * Copies a version. The caller keeps its files from being deleted meanwhile.
   *
   * @throws CorruptException if a file of the version, or its copy, is damaged or missing; the
   *     target then has the versions that it had before
   * @throws DatabaseExistsException if the target has another version of this number
   */
  public BackupReport run(Manifest manifest) throws IOException {
    long start = System.nanoTime();
    checkTarget(manifest);
    long total = manifest.segments().stream().mapToLong(SegmentEntry::bytes).sum();
    SegmentCheck.Tools tools = SegmentCheck.Tools.of(kernels, manifest.analyzer());
    for (SegmentEntry entry : manifest.segments()) {
      copySegment(entry, tools, total);
    }
    copyManifest(manifest);
    return new BackupReport(
        manifest.version(),
        filesCopied,
        bytesCopied,
        filesPresent,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** As {@link #run} into a store that must have no version yet. */
  public BackupReport runIntoEmpty(Manifest manifest) throws IOException {
    checkTargetIsEmpty();
    return run(manifest);
  }

  /**
   * Looks before anything is done to the target, its lock not taken.
   *
   * @throws DatabaseExistsException if something is in it
   */
  public void checkTargetIsEmpty() throws IOException {
    if (!to.list("").isEmpty()) {
      throw new DatabaseExistsException(
          to.location() + " is not empty: restore into a new directory");
    }
  }

  private void checkTarget(Manifest manifest) throws IOException {
    if (new Versions(to).fate(manifest) == Versions.Fate.FOREIGN) {
      throw new DatabaseExistsException(
          to.location()
              + " has another version "
              + manifest.version()
              + ": back up each database into a place of its own");
    }
  }

  private interface Verification {
    /** Throws if the file in the target is not what the manifest says. */
    void run() throws IOException;
  }

  private void copySegment(SegmentEntry entry, SegmentCheck.Tools tools, long total)
      throws IOException {
    copy(entry.info().file(), entry.info().bytes(), () -> verify(entry.info(), tools));
    progress(entry.info().file(), entry.info().bytes(), total);
    if (entry.tombstones().isPresent()) {
      TombstoneFile.Tombstones tombstones = entry.tombstones().get();
      copy(
          tombstones.file(),
          tombstones.bytes(),
          () -> TombstoneFile.read(to, tombstones, entry.info()));
      progress(tombstones.file(), tombstones.bytes(), total);
    }
  }

  private void progress(String file, long bytes, long total) {
    doneBytes += bytes;
    progress.fileDone(file, doneBytes, total);
  }

  private void verify(SegmentInfo copy, SegmentCheck.Tools tools) throws IOException {
    List<CorruptException> damages = new ArrayList<>();
    SegmentCheck.check(to, copy, tools, damages::add);
    if (!damages.isEmpty()) {
      throw damages.getFirst();
    }
  }

  private void copy(String file, long bytes, Verification verification) throws IOException {
    if (isPresent(file, verification)) {
      filesPresent++;
      return;
    }
    copyBytes(file, bytes);
    boolean sound = false;
    try {
      verification.run();
      sound = true;
    } finally {
      if (!sound) {
        to.delete(file);
      }
    }
    filesCopied++;
    bytesCopied += bytes;
  }

  /** Whether the target has the file, whole. A damaged one, of a failed backup, gives way. */
  private boolean isPresent(String file, Verification verification) throws IOException {
    try {
      verification.run();
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (CorruptException _) {
      to.delete(file);
      return false;
    }
  }

  private void copyBytes(String file, long bytes) throws IOException {
    try (BlobReader source = from.open(file);
        BlobWriter target = to.create(file);
        Arena memory = Arena.ofConfined()) {
      MemorySegment chunk = memory.allocate(Math.max(1, Math.min(CHUNK_BYTES, source.size())));
      for (long at = 0; at < source.size(); at += chunk.byteSize()) {
        MemorySegment part = chunk.asSlice(0, Math.min(chunk.byteSize(), source.size() - at));
        source.read(at, part);
        target.write(part);
      }
      target.publish();
    } catch (NoSuchFileException gone) {
      throw new ByteReader.Place(file, "file", 0)
          .corrupt(0, "missing file", "a file of " + bytes + " bytes", "none");
    }
  }

  private void copyManifest(Manifest manifest) throws IOException {
    if (new Versions(to).fate(manifest) == Versions.Fate.PUBLISHED) {
      filesPresent++;
      return;
    }
    String name = Versions.nameOf(manifest.version());
    int before = checksum(from, name);
    bytesCopied += new Versions(to).publish(manifest);
    filesCopied++;
    if (checksum(to, name) != before) {
      throw new ByteReader.Place(name, "file", 0)
          .corrupt(0, "checksum mismatch", Checksum.hex(before), Checksum.hex(checksum(to, name)));
    }
  }

  private static int checksum(BlobStore store, String name) throws IOException {
    try (BlobReader blob = store.open(name);
        Arena memory = Arena.ofConfined()) {
      return Checksum.of(BlobBytes.of(blob, memory));
    }
  }
}
