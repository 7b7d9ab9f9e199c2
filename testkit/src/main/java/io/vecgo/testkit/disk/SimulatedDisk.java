package io.vecgo.testkit.disk;

import io.vecgo.testkit.disk.DiskChange.FailedSync;
import io.vecgo.testkit.disk.DiskChange.MakeDirectory;
import io.vecgo.testkit.disk.DiskChange.Name;
import io.vecgo.testkit.disk.DiskChange.Rename;
import io.vecgo.testkit.disk.DiskChange.SyncDirectory;
import io.vecgo.testkit.disk.DiskChange.SyncFile;
import io.vecgo.testkit.disk.DiskChange.Unname;
import io.vecgo.testkit.disk.DiskChange.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A disk in memory with one directory, {@link #directory}, to be used through {@code
 * java.nio.file}. It numbers its primitive operations from 0, can let any of them go wrong, and
 * remembers every change, so that after the fact it can say what a crash at any of them may have
 * left, on a new disk. Thread-safe.
 *
 * <p>What is written to a file is durable when the file was synced, a name when its directory was.
 * A sync of a file that failed makes nothing durable, and no later one makes up for it. Time is
 * virtual.
 */
public final class SimulatedDisk {
  private static final String ROOT = "/disk";

  private final SimulatedFileSystem fileSystem = new SimulatedFileSystem(this);
  private final Journal journal;
  private final DiskImage image;
  private final Faults faults = new Faults();
  private final Set<String> locked = new HashSet<>();
  private final Map<OperationKind, Integer> counts = new EnumMap<>(OperationKind.class);
  private final Map<OperationKind, Duration> latencies = new EnumMap<>(OperationKind.class);
  private int operations;
  private Duration elapsed = Duration.ZERO;
  private long nextFile;

  /** An empty disk. */
  public SimulatedDisk() {
    this(DiskImage.of(ROOT), 1);
  }

  private SimulatedDisk(DiskImage image, long nextFile) {
    this.image = image;
    this.nextFile = nextFile;
    this.journal = new Journal(image);
  }

  /** The directory of this disk. */
  public Path directory() {
    return fileSystem.getPath(ROOT);
  }

  // What has happened

  /** How many operations there have been; the next one has this number. */
  public synchronized int operations() {
    return operations;
  }

  /** How many operations of a kind there have been. */
  public synchronized int operations(OperationKind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** How many changes and syncs there have been: the points at which a crash makes a difference. */
  public synchronized int changes() {
    return journal.size();
  }

  /** How long all operations have taken. */
  public synchronized Duration elapsed() {
    return elapsed;
  }

  // What goes wrong

  /** Lets one operation go wrong, if it is of a kind that can go wrong so. */
  public synchronized void failAt(int operation, Fault fault) {
    faults.plan(operation, operation, fault);
  }

  /** Lets operations go wrong from one on until {@link #heal}, if they can go wrong so. */
  public synchronized void failFrom(int operation, Fault fault) {
    faults.plan(operation, Integer.MAX_VALUE - 1, fault);
  }

  /** Lets nothing go wrong any more. Returns how many operations have gone wrong. */
  public synchronized int heal() {
    int hits = faults.hits();
    faults.heal();
    return hits;
  }

  /** Lets each operation of a kind take some time. */
  public synchronized void slow(OperationKind kind, Duration latency) {
    latencies.put(kind, latency);
  }

  // What a crash leaves

  /**
   * The disk after a crash during a change, numbered from 0; empty if the change cannot go so. This
   * disk stays as it is.
   */
  public synchronized Optional<SimulatedDisk> crashed(int change, Crash crash) {
    return journal.crashed(change, crash).map(this::diskOf);
  }

  /** The disk after a crash behind the last change, if nothing that is not synced survives. */
  public SimulatedDisk powerCut() {
    return powerCut(_ -> false);
  }

  /** Which changes that are not synced survive a crash. */
  public interface Survival {
    /** Whether one survives, numbered from 0 among its like. */
    boolean of(int unsynced);
  }

  /** The disk after a crash behind the last change. */
  public SimulatedDisk powerCut(Survival survival) {
    return powerCut(changes(), survival);
  }

  /** The disk after a crash behind so many changes. */
  public synchronized SimulatedDisk powerCut(int changes, Survival survival) {
    return diskOf(journal.crashedAfter(changes, survival::of));
  }

  /** How many of the first changes are not synced after them. */
  public synchronized int unsynced(int changes) {
    return journal.unsynced(changes);
  }

  /** A disk of the same content, all of it durable. */
  public synchronized SimulatedDisk copy() {
    return diskOf(image.copy());
  }

  private SimulatedDisk diskOf(DiskImage content) {
    return new SimulatedDisk(content, nextFile);
  }

  /** Equal for disks on which the files of these paths are the same. */
  public synchronized String fingerprint(Predicate<String> paths) {
    return image.fingerprint(paths);
  }

  // Primitive operations

  /** Counts an operation and says how it goes wrong, if it does. */
  private Optional<Fault> begin(OperationKind kind) {
    Optional<Fault> fault = faults.of(operations, kind);
    operations++;
    counts.merge(kind, 1, Integer::sum);
    elapsed = elapsed.plus(latencies.getOrDefault(kind, Duration.ZERO));
    return fault;
  }

  /** Begins an operation that changes nothing. */
  private void look(OperationKind kind, String path) throws IOException {
    Optional<Fault> fault = begin(kind);
    if (fault.isPresent()) {
      throw failure(path, fault.get());
    }
  }

  /** Makes a change, unless it goes wrong. */
  private void change(OperationKind kind, String path, DiskChange change) throws IOException {
    Optional<Fault> fault = begin(kind);
    if (fault.isEmpty() || fault.get() == Fault.LOST_ANSWER) {
      apply(change);
    }
    if (fault.isPresent()) {
      throw failure(path, fault.get());
    }
  }

  private void apply(DiskChange change) {
    image.apply(change);
    journal.add(change);
  }

  private static IOException failure(String path, Fault fault) {
    return new FileSystemException(path, null, fault.message() + " (simulated)");
  }

  synchronized boolean isDirectory(String path) throws IOException {
    look(OperationKind.STAT, path);
    if (!image.isDirectory(path) && image.file(path).isEmpty()) {
      throw new NoSuchFileException(path);
    }
    return image.isDirectory(path);
  }

  /** Whether there is a file or directory; no operation of its own. */
  synchronized boolean exists(String path) {
    return image.isDirectory(path) || image.file(path).isPresent();
  }

  synchronized List<String> list(String path) throws IOException {
    look(OperationKind.LIST, path);
    if (!image.isDirectory(path)) {
      throw new NoSuchFileException(path);
    }
    return List.copyOf(image.childrenOf(path));
  }

  synchronized void makeDirectory(String path) throws IOException {
    checkFree(path);
    checkParent(path);
    change(OperationKind.MAKE_DIRECTORY, path, new MakeDirectory(path));
  }

  synchronized long create(String path) throws IOException {
    checkFree(path);
    checkParent(path);
    long file = nextFile++;
    change(OperationKind.CREATE, path, new Name(path, file));
    return file;
  }

  synchronized long open(String path) throws IOException {
    look(OperationKind.OPEN, path);
    return file(path);
  }

  synchronized void link(String path, String existing) throws IOException {
    checkFree(path);
    change(OperationKind.LINK, path, new Name(path, file(existing)));
  }

  synchronized void rename(String from, String to) throws IOException {
    change(OperationKind.RENAME, from, new Rename(from, to, file(from)));
  }

  synchronized void delete(String path) throws IOException {
    if (!image.childrenOf(path).isEmpty()) {
      throw new DirectoryNotEmptyException(path);
    }
    if (!exists(path)) {
      throw new NoSuchFileException(path);
    }
    change(OperationKind.DELETE, path, new Unname(path));
  }

  private long file(String path) throws IOException {
    return image.file(path).orElseThrow(() -> new NoSuchFileException(path));
  }

  private void checkFree(String path) throws IOException {
    if (exists(path)) {
      throw new FileAlreadyExistsException(path);
    }
  }

  private void checkParent(String path) throws IOException {
    if (!image.isDirectory(DiskImage.parent(path))) {
      throw new NoSuchFileException(path);
    }
  }

  /** Writes bytes at an offset, and returns how many. */
  synchronized int write(long file, long offset, ByteBuffer source) throws IOException {
    Write write = new Write(file, Math.toIntExact(offset), copyOf(source));
    Optional<Fault> fault = begin(OperationKind.WRITE);
    if (fault.isPresent() && fault.get() == Fault.IO_ERROR) {
      throw failure("a write", fault.get());
    }
    Write done = fault.isPresent() ? write.firstHalf() : write;
    apply(done);
    if (fault.isPresent() && fault.get() == Fault.DISK_FULL) {
      throw failure("a write", fault.get());
    }
    int count = done.bytes().remaining();
    source.position(source.position() + count);
    return count;
  }

  private static ByteBuffer copyOf(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(source.position(), bytes);
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The bytes of a file, not to be changed, for an operation that reads. */
  synchronized byte[] bytes(long file, OperationKind kind) throws IOException {
    look(kind, "a file");
    return image.bytes(file);
  }

  synchronized long size(long file) {
    return image.bytes(file).length;
  }

  /** The file of a path, for a look at its size; no operation of its own. */
  synchronized long sizeOf(String path) {
    return image.file(path).isPresent() ? size(image.file(path).getAsLong()) : 0;
  }

  synchronized void sync(long file) throws IOException {
    sync(OperationKind.SYNC, "a file", new SyncFile(file));
  }

  synchronized void syncDirectory(String path) throws IOException {
    sync(OperationKind.SYNC_DIRECTORY, path, new SyncDirectory(path));
  }

  private void sync(OperationKind kind, String path, DiskChange attempt) throws IOException {
    Optional<Fault> fault = begin(kind);
    apply(fault.isEmpty() ? attempt : new FailedSync(attempt));
    if (fault.isPresent()) {
      throw failure(path, fault.get());
    }
  }

  /** Locks a file; false if it is locked. */
  synchronized boolean lock(String path) throws IOException {
    look(OperationKind.LOCK, path);
    return locked.add(path);
  }

  synchronized void unlock(String path) {
    locked.remove(path);
  }
}
