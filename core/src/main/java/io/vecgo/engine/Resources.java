package io.vecgo.engine;

import io.vecgo.resources.MemoryBudget;
import io.vecgo.resources.WorkerPermits;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ByteRate;
import io.vecgo.store.ThrottledStore;
import java.util.Optional;

/**
 * What databases of a process share.
 *
 * @param memory how much they take together
 * @param workers threads that work in the background
 * @param writes how fast files are written; empty: as fast as they can be
 */
public record Resources(MemoryBudget memory, WorkerPermits workers, Optional<ByteRate> writes) {

  /** Nothing is limited, and nothing shared. */
  public static Resources unlimited() {
    return new Resources(MemoryBudget.unlimited(), WorkerPermits.unlimited(), Optional.empty());
  }

  /** A store into which files are written no faster than they may be. */
  BlobStore paced(BlobStore store) {
    return writes.<BlobStore>map(rate -> new ThrottledStore(store, rate)).orElse(store);
  }
}
