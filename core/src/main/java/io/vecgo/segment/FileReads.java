package io.vecgo.segment;

import io.vecgo.cache.RangeReader;
import io.vecgo.store.BlobReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads of a file by many threads, of which one may find that a copy of it is not what it should
 * be. Thread-safe.
 */
final class FileReads implements RangeReader {
  private final BlobReader blob;
  private final boolean isNear;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  FileReads(BlobReader blob) throws IOException {
    this.blob = blob;
    this.isNear = blob.isNear();
  }

  boolean isNear() {
    return isNear;
  }

  @Override
  public void read(long offset, MemorySegment target) throws IOException {
    lock.readLock().lock();
    try {
      blob.read(offset, target);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Throws a copy away, if the bytes are those of one; whether they are. */
  boolean distrust() throws IOException {
    lock.writeLock().lock();
    try {
      return blob.distrust();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
