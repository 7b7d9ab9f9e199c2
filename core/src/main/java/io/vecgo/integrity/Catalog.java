package io.vecgo.integrity;

import io.vecgo.bytes.ByteReader;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.observe.Damage;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the manifests of a store say, all of them: which versions can be read, and which files they
 * need.
 *
 * @param sound the versions that can be read, ascending
 * @param damaged what is wrong with the others, in the order of their numbers
 */
record Catalog(List<Manifest> sound, List<Damage> damaged) {
  Catalog {
    sound = List.copyOf(sound);
    damaged = List.copyOf(damaged);
  }

  /** A segment file as manifests describe it. */
  record SegmentUse(SegmentInfo info, List<Long> versions) {}

  /** A tombstone file as manifests describe it. */
  record TombstonesUse(Tombstones tombstones, SegmentInfo segment, List<Long> versions) {}

  /** Reads all manifests. One that a vacuum takes away meanwhile is not there. */
  static Catalog read(BlobStore store) throws IOException {
    Versions versions = new Versions(store);
    List<Manifest> sound = new ArrayList<>();
    List<Damage> damaged = new ArrayList<>();
    for (long number : versions.numbers()) {
      try {
        sound.add(versions.read(number));
      } catch (NoSuchFileException _) {
        // A vacuum took it since the names were listed.
      } catch (CorruptException damage) {
        damaged.add(Damage.of(damage, List.of(number)));
      }
    }
    return new Catalog(sound, damaged);
  }

  /** The newest version that can be read. */
  Optional<Manifest> newest() {
    return sound.isEmpty() ? Optional.empty() : Optional.of(sound.getLast());
  }

  /** The segment files, each once, in the order in which versions began to need them. */
  List<SegmentUse> segments() {
    Map<String, SegmentUse> uses = new LinkedHashMap<>();
    for (Manifest manifest : sound) {
      for (SegmentEntry entry : manifest.segments()) {
        uses.computeIfAbsent(
                entry.info().file(), _ -> new SegmentUse(entry.info(), new ArrayList<>()))
            .versions()
            .add(manifest.version());
      }
    }
    return List.copyOf(uses.values());
  }

  /** The tombstone files, each once. */
  List<TombstonesUse> tombstones() {
    Map<Tombstones, TombstonesUse> uses = new LinkedHashMap<>();
    for (Manifest manifest : sound) {
      for (SegmentEntry entry : manifest.segments()) {
        if (entry.tombstones().isPresent()) {
          uses.computeIfAbsent(
                  entry.tombstones().get(),
                  file -> new TombstonesUse(file, entry.info(), new ArrayList<>()))
              .versions()
              .add(manifest.version());
        }
      }
    }
    return List.copyOf(uses.values());
  }

  /** What versions say that cannot be true of their segments together. */
  List<Damage> contradictions() {
    List<Damage> damages = new ArrayList<>();
    for (Manifest manifest : sound) {
      long largest = 0;
      for (SegmentEntry entry : manifest.segments()) {
        if (entry.info().minId() <= largest) {
          damages.add(outOfOrder(manifest, entry.info(), largest));
        }
        largest = entry.info().maxId();
      }
    }
    return damages;
  }

  private static Damage outOfOrder(Manifest manifest, SegmentInfo info, long largest) {
    CorruptException damage =
        new ByteReader.Place(Versions.nameOf(manifest.version()), "payload", 0)
            .corrupt(
                0,
                "ids do not ascend",
                "ids of " + info.file() + " larger than " + largest,
                "from " + info.minId());
    return Damage.of(damage, List.of(manifest.version()));
  }
}
