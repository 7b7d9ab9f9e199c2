package io.vecgo.systemtests;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingReader;
import io.vecgo.store.ForwardingStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A store that answers reads only when so many of them have been made: who waits for one answer
 * before it makes the next read fails. Its blobs cannot be mapped. Thread-safe.
 */
final class MeetingStore extends ForwardingStore {
  private static final long SECONDS_MAX = 20;

  private volatile Meeting expected = new Meeting("", 0, 0, Of.READS);

  /** What is told apart. */
  private enum Of {
    READS,
    FILES
  }

  /** Readers who wait for each other, until they are enough. */
  private static final class Meeting {
    private final String prefix;
    private final Of of;
    private final CountDownLatch missing;
    private final Set<String> seen = new HashSet<>(); // guarded by this
    private int free; // guarded by this

    Meeting(String prefix, int free, int count, Of of) {
      this.prefix = prefix;
      this.free = free;
      this.of = of;
      this.missing = new CountDownLatch(count);
    }

    void come(String file, long offset) throws IOException {
      if (file.startsWith(prefix) && !isFree(of == Of.FILES ? file : file + " " + offset)) {
        await(file);
      }
    }

    private synchronized boolean isFree(String name) {
      boolean isNew = seen.add(name);
      if (isNew && free > 0) {
        free--;
        return true;
      }
      if (isNew) {
        missing.countDown();
      }
      return false;
    }

    private void await(String file) throws IOException {
      try {
        if (!missing.await(SECONDS_MAX, TimeUnit.SECONDS)) {
          throw new IOException(file + " is read, and others are not meanwhile");
        }
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }
  }

  MeetingStore(BlobStore inner) {
    super(inner);
  }

  /** From now on reads of files wait for reads of so many of them. */
  void expectFiles(int count, String prefix) {
    expected = new Meeting(prefix, 0, count, Of.FILES);
  }

  /** The same, but that the first file is read by itself. */
  void expectFilesAfterTheFirst(int count, String prefix) {
    expected = new Meeting(prefix, 1, count, Of.FILES);
  }

  /** From now on reads of files wait for so many of them, of the same file or not. */
  void expectReads(int count, String prefix) {
    expected = new Meeting(prefix, 0, count, Of.READS);
  }

  /** Whether so many reads have been made. */
  boolean haveMet() {
    return expected.missing.getCount() == 0;
  }

  @Override
  public BlobReader open(String name) throws IOException {
    return meeting(name, super.open(name));
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    return meeting(known.name(), super.open(known));
  }

  private BlobReader meeting(String name, BlobReader reader) {
    return new ForwardingReader(reader) {
      @Override
      public void read(long offset, MemorySegment target) throws IOException {
        expected.come(name, offset);
        super.read(offset, target);
      }

      @Override
      public Optional<MemorySegment> mapped() {
        return Optional.empty();
      }

      @Override
      public boolean isNear() {
        return false;
      }
    };
  }
}
