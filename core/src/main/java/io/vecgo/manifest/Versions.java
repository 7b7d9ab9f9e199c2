package io.vecgo.manifest;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.model.ConflictException;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.UnansweredException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Whether this is the name of the blob of a version. */
  public static boolean isManifest(String name) {
    return NAME.matcher(name).matches();
  }

  /** The version whose blob has this name. */
  public static long numberOf(String name) {
    return Long.parseLong(name.substring(PREFIX.length()));
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

  /** The numbers of all versions, ascending; nobody has looked whether they are sound. */
  public List<Long> numbers() throws IOException {
    return manifests().stream().map(Versions::numberOf).toList();
  }

  /**
   * One version.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   * @throws io.vecgo.model.CorruptException if its manifest is damaged
   */
  public Manifest read(long version) throws IOException {
    return read(nameOf(version));
  }

  /**
   * A version in the store.
   *
   * @param bytes size of the manifest
   */
  public record Stored(Manifest manifest, long bytes) {}

  /** All versions, ascending. Those that are deleted meanwhile may be missing. */
  public List<Stored> all() throws IOException {
    List<Stored> all = new ArrayList<>();
    for (BlobInfo blob : blobs()) {
      readIfThere(blob.name()).ifPresent(manifest -> all.add(new Stored(manifest, blob.bytes())));
    }
    return all;
  }

  /** A version; empty if there is none of this number. */
  public Optional<Manifest> find(long version) throws IOException {
    return version < 1 ? Optional.empty() : readIfThere(nameOf(version));
  }

  /**
   * The version that was current at an instant: the highest that was made until then. Empty if
   * there is none.
   */
  public Optional<Manifest> asOf(Instant instant) throws IOException {
    for (String name : manifests().reversed()) {
      Optional<Manifest> found =
          readIfThere(name).filter(manifest -> !manifest.createdAt().isAfter(instant));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Manifest> readIfThere(String name) throws IOException {
    try {
      return Optional.of(read(name));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private List<String> manifests() throws IOException {
    return blobs().stream().map(BlobInfo::name).toList();
  }

  /**
   * The blobs of all versions, ascending; copies that somebody put beside them are not versions.
   */
  private List<BlobInfo> blobs() throws IOException {
    return store.list(PREFIX).stream().filter(blob -> NAME.matcher(blob.name()).matches()).toList();
  }

  /**
   * Makes a version current. One cost: a file, two syncs, a list. If only the answer of the store
   * was lost, it returns as if nothing had happened.
   *
   * <p>A writer that was stopped for long may find the name free again, as others have gone on and
   * a vacuum has removed the version of that number. So a version that is not the highest when it
   * has its name is taken back. That is enough: the highest version is never removed, so if the
   * name was taken before, a higher one is in the list.
   *
   * @return size of the manifest in bytes
   * @throws ConflictException if the version exists, or a higher one
   * @throws UndecidedException if nobody can say whether the version is this one; ask {@link #fate}
   *     later
   * @throws IOException if it failed otherwise: the version does not exist
   */
  public long publish(Manifest manifest) throws IOException {
    MemorySegment file = ManifestCodec.encode(manifest);
    try (BlobWriter blob = store.create(nameOf(manifest.version()))) {
      blob.write(file);
      blob.publish();
    } catch (IOException unanswered) {
      settle(manifest, unanswered);
    }
    takeBackIfOvertaken(manifest.version());
    return file.byteSize();
  }

  private void takeBackIfOvertaken(long version) throws IOException {
    try {
      checkHighest(version);
    } catch (ConflictException overtaken) {
      store.delete(nameOf(version));
      throw overtaken;
    } catch (IOException unseen) {
      throw UndecidedException.onItsWay(version, unseen);
    }
  }

  /**
   * Throws if there is a higher version than the one that the caller knows.
   *
   * @throws ConflictException naming the highest
   */
  public void checkHighest(long version) throws IOException {
    long highest = numbers().getLast();
    if (highest > version) {
      throw new ConflictException(highest);
    }
  }

  /** Returns if the version was published after all. */
  private void settle(Manifest manifest, IOException unanswered) throws IOException {
    switch (fateAfter(manifest, unanswered)) {
      case PUBLISHED -> {}
      case ABSENT -> throw unanswered;
      case FOREIGN -> throw new ConflictException(manifest.version());
    }
  }

  private Fate fateAfter(Manifest manifest, IOException unanswered) throws UndecidedException {
    Fate fate = fateOrUndecided(manifest, unanswered);
    if (fate == Fate.ABSENT && unanswered instanceof UnansweredException) {
      throw UndecidedException.onItsWay(manifest.version(), unanswered);
    }
    return fate;
  }

  private Fate fateOrUndecided(Manifest manifest, IOException unanswered)
      throws UndecidedException {
    try {
      return fate(manifest);
    } catch (IOException unreadable) {
      unanswered.addSuppressed(unreadable);
      throw unanswered instanceof UnansweredException
          ? UndecidedException.onItsWay(manifest.version(), unanswered)
          : UndecidedException.unseen(manifest.version(), unanswered);
    }
  }

  /**
   * Publishes a version of which nobody can say whether it was published. It does no harm if it
   * was, or will be when a late request arrives: the bytes are the same.
   *
   * @throws UndecidedException if again nobody can say
   * @throws IOException if it failed otherwise: it is as undecided as before
   */
  public Fate publishAgain(Manifest manifest) throws IOException {
    try {
      publish(manifest);
      return Fate.PUBLISHED;
    } catch (ConflictException _) {
      return Fate.FOREIGN;
    }
  }

  /** What became of a version whose publication was not answered. */
  public enum Fate {
    /** It is this one, byte by byte. */
    PUBLISHED,
    /** It does not exist. */
    ABSENT,
    /** Somebody else has published another one of its number. */
    FOREIGN
  }

  /** Looks whether a version exists and is this one. */
  public Fate fate(Manifest manifest) throws IOException {
    try (BlobReader blob = store.open(nameOf(manifest.version()));
        Arena arena = Arena.ofConfined()) {
      MemorySegment found = BlobBytes.of(blob, arena);
      return found.mismatch(ManifestCodec.encode(manifest)) < 0 ? Fate.PUBLISHED : Fate.FOREIGN;
    } catch (NoSuchFileException _) {
      return Fate.ABSENT;
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
