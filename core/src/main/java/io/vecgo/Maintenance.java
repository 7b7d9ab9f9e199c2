package io.vecgo;

import io.vecgo.engine.Locking;
import io.vecgo.integrity.Backup;
import io.vecgo.integrity.Repair;
import io.vecgo.integrity.Verifier;
import io.vecgo.kernel.Kernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.StoreException;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.RepairReport;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What can be done to the files of a database without opening it: where it does not open, or where
 * that would only be in the way.
 */
public final class Maintenance {
  private Maintenance() {}

  /** As {@link #verify(BlobStore, WorkProgress)} for a database in a directory. */
  public static VerifyReport verify(Path directory, WorkProgress progress) {
    return inDirectory(directory, store -> verify(store, progress));
  }

  /**
   * Reads all files of all versions of a database and compares what they say. Takes no lock and
   * changes nothing; works beside a writer. Damage is in the report, not thrown. Terms of texts are
   * compared with the texts if a standard analyzer made them; {@link Vecgo#verify} knows others.
   *
   * @param store stays open
   * @param progress told after each file
   * @throws NoDatabaseException if there is no manifest, damaged or not
   * @throws io.vecgo.model.IncompatibleFormatException if a manifest is newer than this version of
   *     the library
   */
  public static VerifyReport verify(BlobStore store, WorkProgress progress) {
    try {
      return new Verifier(store, Kernels.choose(), Optional.empty(), progress).verify();
    } catch (IOException failure) {
      throw new StoreException("cannot verify " + store.location(), failure);
    }
  }

  /** As {@link #repair(BlobStore, WorkProgress)} for a database in a directory. */
  public static RepairReport repair(Path directory, WorkProgress progress) {
    return inDirectory(directory, store -> repair(store, progress));
  }

  /**
   * Makes a version of what is intact, published as a new one; without damage it changes nothing.
   * Damaged segments are rebuilt of their intact rows, segments without a file are dropped, lost
   * deletes are taken from older files, and segments that were left out are taken back. If the
   * newest manifest is damaged, the newest sound version is gone back to, and the manifest is kept
   * under a name that begins with {@code damaged-}. Files are not deleted.
   *
   * @param store stays open
   * @param progress told after each segment
   * @throws NoDatabaseException if no version can be read
   * @throws io.vecgo.model.LockedException if a writer has the database open
   */
  public static RepairReport repair(BlobStore store, WorkProgress progress) {
    return locked(store, progress, Repair::repair);
  }

  /** As {@link #planRepair(BlobStore, WorkProgress)} for a database in a directory. */
  public static RepairReport planRepair(Path directory, WorkProgress progress) {
    return inDirectory(directory, store -> planRepair(store, progress));
  }

  /** What {@link #repair(BlobStore, WorkProgress)} would do. Changes nothing. */
  public static RepairReport planRepair(BlobStore store, WorkProgress progress) {
    return locked(store, progress, Repair::dryRun);
  }

  /** As {@link #restore(BlobStore, BlobStore, WorkProgress)} from directory to directory. */
  public static BackupReport restore(Path backup, Path target, WorkProgress progress) {
    return inDirectory(backup, from -> inDirectory(target, to -> restore(from, to, progress)));
  }

  /**
   * Makes a database of the newest version in a backup. Every file is read back and verified; the
   * database is there when all of it is.
   *
   * @param backup stays open
   * @param target must be empty; stays open
   * @param progress told after each file
   * @throws io.vecgo.model.DatabaseExistsException if the target is not empty
   * @throws io.vecgo.model.LockedException if a writer has the target
   * @throws NoDatabaseException if there is no version in the backup
   * @throws io.vecgo.model.CorruptException if a file of the backup is damaged: there is no
   *     database in the target then
   */
  public static BackupReport restore(BlobStore backup, BlobStore target, WorkProgress progress) {
    try {
      Manifest newest =
          new Versions(backup)
              .newest()
              .orElseThrow(() -> new NoDatabaseException("no backup in " + backup.location()));
      Backup copying = new Backup(backup, target, Kernels.choose(), progress);
      copying.checkTargetIsEmpty();
      try (WriterLock _ = Locking.lock(target)) {
        return copying.runIntoEmpty(newest);
      }
    } catch (IOException failure) {
      throw new StoreException(
          "restoring " + backup.location() + " to " + target.location() + " failed", failure);
    }
  }

  private interface Repairing {
    RepairReport run(Repair repair) throws IOException;
  }

  private static RepairReport locked(BlobStore store, WorkProgress progress, Repairing repairing) {
    try (WriterLock _ = Locking.lock(store)) {
      return repairing.run(new Repair(store, Kernels.choose(), Clock.systemUTC(), progress));
    } catch (IOException failure) {
      throw new StoreException(
          "repair of " + store.location() + " failed: nothing is lost, repair again", failure);
    }
  }

  private interface Work<T> {
    T run(BlobStore store);
  }

  private static <T> T inDirectory(Path directory, Work<T> work) {
    try (BlobStore store = LocalStore.open(directory)) {
      return work.run(store);
    } catch (IOException failure) {
      throw new StoreException("cannot open " + directory, failure);
    }
  }
}
