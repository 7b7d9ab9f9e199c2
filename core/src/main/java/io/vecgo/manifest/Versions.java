package io.vecgo.manifest;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.model.ConflictException;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The manifests of a store. A version exists from the instant at which its manifest has its name:
 * publishing creates that name, which succeeds once, so the number of the version is the only lock
 * that a commit needs.
 */
public final class Versions {
  private static final String PREFIX = "manifest-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{20}");

  private final BlobStore store;

  public Versions(BlobStore store) {
    this.store = store;
  }

  /**
   * The blob of a version: {@code manifest-} and twenty digits, so that names sort like numbers.
   */
  public static String nameOf(long version) {
    return String.format("%s%020d", PREFIX, version);
  }

  /** Whether there is a database. */
  public boolean exist() throws IOException {
    return !manifests().isEmpty();
  }

  /**
   * The current version, empty if there is no database.
   *
   * @throws io.vecgo.model.CorruptException if its manifest is damaged
   */
  public Optional<Manifest> newest() throws IOException {
    List<String> manifests = manifests();
    return manifests.isEmpty() ? Optional.empty() : Optional.of(read(manifests.getLast()));
  }

  /**
   * The names of all versions, ascending; copies that somebody put beside them are not versions.
   */
  private List<String> manifests() throws IOException {
    return store.list(PREFIX).stream()
        .map(BlobInfo::name)
        .filter(name -> NAME.matcher(name).matches())
        .toList();
  }

  /**
   * Makes a version current. One cost: a file, two syncs.
   *
   * @return size of the manifest in bytes
   * @throws ConflictException if the version exists
   */
  public long publish(Manifest manifest) throws IOException {
    MemorySegment file = ManifestCodec.encode(manifest);
    try (BlobWriter blob = store.create(nameOf(manifest.version()))) {
      blob.write(file);
      blob.publish();
      return file.byteSize();
    } catch (FileAlreadyExistsException taken) {
      throw new ConflictException(manifest.version());
    }
  }

  private Manifest read(String name) throws IOException {
    try (BlobReader blob = store.open(name);
        Arena arena = Arena.ofConfined()) {
      Manifest manifest = ManifestCodec.decode(name, BlobBytes.of(blob, arena));
      if (!name.equals(nameOf(manifest.version()))) {
        throw new ByteReader.Place(name, "payload", 0)
            .corrupt(0, "wrong version", name, nameOf(manifest.version()));
      }
      ManifestCheck.check(name, manifest);
      return manifest;
    }
  }
}
