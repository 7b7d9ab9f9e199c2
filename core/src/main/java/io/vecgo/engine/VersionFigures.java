package io.vecgo.engine;

import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.observe.VersionStats;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts the versions of a store. Costs one list of its blobs, and reads one manifest whenever
 * another one is the oldest. Thread-safe.
 */
final class VersionFigures {
  private final BlobStore store;
  private final Versions versions;
  private volatile Oldest oldest = new Oldest(0, Optional.empty());

  private record Oldest(long version, Optional<Instant> createdAt) {}

  VersionFigures(BlobStore store) {
    this.store = store;
    this.versions = new Versions(store);
  }

  /**
   * The figures, where this is the manifest of the current version; empty if the store fails, which
   * is when other figures are wanted most.
   */
  Optional<VersionStats> of(Manifest current) {
    try {
      return Optional.of(count(current));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private VersionStats count(Manifest current) throws IOException {
    FileReferences needed = FileReferences.of(List.of(current));
    List<Long> numbers = new ArrayList<>();
    long reclaimable = 0;
    for (BlobInfo blob : store.list("")) {
      boolean isManifest = Versions.isManifest(blob.name());
      if (isManifest) {
        numbers.add(Versions.numberOf(blob.name()));
      }
      boolean isOurs = isManifest || FileNames.numberOf(blob.name()).isPresent();
      boolean isNeeded =
          needed.name(blob.name()) || blob.name().equals(Versions.nameOf(current.version()));
      reclaimable += isOurs && !isNeeded ? blob.bytes() : 0;
    }
    long first = numbers.stream().mapToLong(Long::longValue).min().orElse(current.version());
    return new VersionStats(numbers.size(), createdAt(first), reclaimable);
  }

  private Optional<Instant> createdAt(long version) throws IOException {
    Oldest known = oldest;
    if (known.version() != version) {
      known = new Oldest(version, read(version));
      oldest = known;
    }
    return known.createdAt();
  }

  /** Empty if it is damaged, of which openings and verification tell, or gone by now. */
  private Optional<Instant> read(long version) throws IOException {
    try {
      return versions.find(version).map(Manifest::createdAt);
    } catch (CorruptException _) {
      return Optional.empty();
    }
  }
}
