package io.vecgo.engine;

import io.vecgo.integrity.Backup;
import io.vecgo.integrity.Verifier;
import io.vecgo.manifest.Manifest;
import io.vecgo.model.StoreException;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.BlobStore;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Looks after the files of an open database, beside everything else that is done with it. */
final class Upkeep {
  private final Tools tools;
  private final ReentrantLock publishing;

  /**
   * @param publishing held while a version is published
   */
  Upkeep(Tools tools, ReentrantLock publishing) {
    this.tools = tools;
    this.publishing = publishing;
  }

  /** Copies the current version. No vacuum of this process takes its files meanwhile. */
  BackupReport backup(BlobStore target, WorkProgress progress) {
    Manifest current;
    FilesInWork.Work copying;
    publishing.lock();
    try {
      current = tools.live().peek().manifest();
      copying = tools.inWork().begin(current.version(), tools.names().next());
    } finally {
      publishing.unlock();
    }
    try (copying;
        WriterLock _ = Locking.lock(target)) {
      return new Backup(tools.store(), target, tools.kernels(), progress).run(current);
    } catch (IOException failure) {
      throw new StoreException(
          "backup of "
              + tools.store().location()
              + " to "
              + target.location()
              + " failed: back up again",
          failure);
    }
  }

  VerifyReport verify(WorkProgress progress) {
    tools.live().checkOpen();
    try {
      return new Verifier(tools.store(), tools.kernels(), Optional.of(tools.analyzer()), progress)
          .verify();
    } catch (IOException failure) {
      throw new StoreException("cannot verify " + tools.store().location(), failure);
    }
  }
}
