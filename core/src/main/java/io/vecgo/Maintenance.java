package io.vecgo;

import io.vecgo.integrity.Verifier;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.StoreException;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Path;

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
   * changes nothing; works beside a writer. Damage is in the report, not thrown.
   *
   * @param store stays open
   * @param progress told after each file
   * @throws NoDatabaseException if there is no manifest, damaged or not
   * @throws io.vecgo.model.IncompatibleFormatException if a manifest is newer than this version of
   *     the library
   */
  public static VerifyReport verify(BlobStore store, WorkProgress progress) {
    try {
      return new Verifier(store, Kernels.choose(), progress).verify();
    } catch (IOException failure) {
      throw new StoreException("cannot verify " + store.location(), failure);
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
