package io.vecgo.engine;

import io.vecgo.integrity.Backup;
import io.vecgo.integrity.Verifier;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.model.StoreException;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.BlobStore;
import java.io.IOException;

/** Looks after the files of an open database, beside everything else that is done with it. */
final class Upkeep {
  private final BlobStore store;
  private final FloatKernels kernels;
  private final LiveState live;

  Upkeep(BlobStore store, FloatKernels kernels, LiveState live) {
    this.store = store;
    this.kernels = kernels;
    this.live = live;
  }

  /** Copies the current version, whose files stay as long as it is pinned. */
  BackupReport backup(BlobStore target, WorkProgress progress) {
    State state = live.pin();
    try {
      return new Backup(store, target, kernels, progress).run(state.manifest());
    } catch (IOException failure) {
      throw new StoreException(
          "backup of " + store.location() + " to " + target.location() + " failed: back up again",
          failure);
    } finally {
      state.generation().unpin();
    }
  }

  VerifyReport verify(WorkProgress progress) {
    live.checkOpen();
    try {
      return new Verifier(store, kernels, progress).verify();
    } catch (IOException failure) {
      throw new StoreException("cannot verify " + store.location(), failure);
    }
  }
}
