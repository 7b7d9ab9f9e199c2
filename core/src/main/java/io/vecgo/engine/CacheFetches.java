package io.vecgo.engine;

import io.vecgo.cache.BlockCache;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.BlobStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the observer when something was fetched into the caches of a database. It is asked after
 * operations and not told by the caches: these do not wait for an observer, and what finds all in
 * memory pays for reading two figures. Thread-safe.
 */
final class CacheFetches {
  private final MetricsObserver observer;
  private final BlockCache blocks;
  private final BlobStore store;
  private final AtomicLong toldBytes = new AtomicLong();

  CacheFetches(MetricsObserver observer, BlockCache blocks, BlobStore store) {
    this.observer = observer;
    this.blocks = blocks;
    this.store = store;
  }

  /** Tells what the caches did, if they have fetched anything since this told of it last. */
  void tell() {
    Optional<DiskCacheStats> disk = store.diskCache();
    long bytes = blocks.fetchedBytes() + (disk.isPresent() ? disk.get().fetchedBytes() : 0);
    if (bytes > toldBytes.get() && isNews(bytes)) {
      observer.onCacheFetch(blocks.stats(), disk);
    }
  }

  /** Whether no other thread is about to tell of so many bytes. */
  private boolean isNews(long bytes) {
    return toldBytes.getAndAccumulate(bytes, Math::max) < bytes;
  }
}
