package io.vecgo.engine;

import io.vecgo.bytes.ByteReader;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CorruptException;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the tombstones of a version. Those of a store far away are asked for side by side, as each
 * request takes its time. Confined to one thread.
 */
final class TombstoneReads implements AutoCloseable {
  private static final int REQUESTS_AT_ONCE = 16;

  private final BlobStore store;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(REQUESTS_AT_ONCE, Thread.ofVirtual().factory());
  private final Map<String, Future<RowSet>> begunByFile = new HashMap<>();

  private TombstoneReads(BlobStore store) {
    this.store = store;
  }

  /** Begins to read those of segments that are not left out, if they are far away. */
  static TombstoneReads begin(BlobStore store, List<SegmentEntry> segments) {
    TombstoneReads reads = new TombstoneReads(store);
    List<SegmentEntry> withDeletes =
        segments.stream()
            .filter(entry -> !entry.leftOut() && entry.tombstones().isPresent())
            .toList();
    if (withDeletes.size() > 1 && reads.isFar(withDeletes.getFirst().tombstones().get())) {
      withDeletes.forEach(reads::begin);
    }
    return reads;
  }

  /** What cannot be opened is told of when it is read. */
  private boolean isFar(Tombstones tombstones) {
    try (BlobReader blob = store.open(new BlobInfo(tombstones.file(), tombstones.bytes()))) {
      return !blob.isNear();
    } catch (IOException _) {
      return false;
    }
  }

  private void begin(SegmentEntry entry) {
    begunByFile.put(entry.info().file(), readers.submit(() -> read(store, entry)));
  }

  /**
   * The rows of a segment that are deleted.
   *
   * @throws CorruptException as {@link #read}
   */
  RowSet of(SegmentEntry entry) throws IOException {
    Future<RowSet> begun = begunByFile.get(entry.info().file());
    return begun == null ? read(store, entry) : result(begun);
  }

  private static RowSet result(Future<RowSet> begun) throws IOException {
    try {
      return begun.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while tombstones were read");
    } catch (ExecutionException failure) {
      throw asThrown(Objects.requireNonNullElse(failure.getCause(), failure));
    }
  }

  /** What the other thread has thrown, which may have been an exception without a check. */
  private static IOException asThrown(Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      default -> throw new IllegalStateException("reading tombstones throws no such thing", cause);
    };
  }

  /**
   * The rows of a segment that are deleted in the version of this entry.
   *
   * @throws CorruptException also if their file is missing: without it deleted rows would come back
   */
  static RowSet read(BlobStore store, SegmentEntry entry) throws IOException {
    if (entry.tombstones().isEmpty()) {
      return RowSet.none();
    }
    Tombstones tombstones = entry.tombstones().get();
    try {
      return TombstoneFile.read(store, tombstones, entry.info());
    } catch (NoSuchFileException gone) {
      throw new ByteReader.Place(tombstones.file(), "file", 0)
          .corrupt(0, "missing file", "a file of " + tombstones.bytes() + " bytes", "none");
    }
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    readers.close();
  }
}
