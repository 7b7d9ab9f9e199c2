package io.vecgo.cli.doctor;

import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.util.UUID;

/**
 * Facts about an object store, found by trying: a small object is created there twice, listed and
 * deleted.
 *
 * @param location its address
 * @param reading what goes wrong with listing; empty if nothing does
 * @param writing what goes wrong with creating and deleting; empty if nothing does
 * @param keepsNames whether what is there is not replaced by what is created later
 * @param listsAtOnce whether lists have what was just created
 */
public record Bucket(
    String location, String reading, String writing, boolean keepsNames, boolean listsAtOnce)
    implements Storage {
  private static final byte[] CONTENT = {1};

  /** The store of a database. */
  public static Bucket of(BlobStore store) {
    try {
      boolean _ = store.list("manifest-").isEmpty();
    } catch (IOException failure) {
      return new Bucket(store.location(), String.valueOf(failure.getMessage()), "", true, true);
    }
    try {
      return tried(store, "doctor-" + UUID.randomUUID());
    } catch (IOException failure) {
      return new Bucket(store.location(), "", String.valueOf(failure.getMessage()), true, true);
    }
  }

  private static Bucket tried(BlobStore store, String name) throws IOException {
    create(store, name);
    try {
      boolean isListed = !store.list(name).isEmpty();
      return new Bucket(store.location(), "", "", !replaces(store, name), isListed);
    } finally {
      store.delete(name);
    }
  }

  private static boolean replaces(BlobStore store, String name) throws IOException {
    try {
      create(store, name);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  private static void create(BlobStore store, String name) throws IOException {
    try (BlobWriter writer = store.create(name)) {
      writer.write(MemorySegment.ofArray(CONTENT));
      writer.publish();
    }
  }
}
