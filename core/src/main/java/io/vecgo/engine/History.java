package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Tags;
import io.vecgo.manifest.Versions;
import io.vecgo.manifest.Versions.Stored;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Tag;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions that a store holds. Takes no lock. Thread-safe. */
final class History {
  private static final int RUNS_SHOWN_MAX = 12;

  private final BlobStore store;
  private final Versions versions;
  private final Tags tags;

  History(BlobStore store) {
    this.store = store;
    this.versions = new Versions(store);
    this.tags = new Tags(store);
  }

  /** All versions, ascending. */
  List<VersionInfo> list() throws IOException {
    List<Tag> allTags = tags.all();
    List<Stored> all = versions.all();
    FileReferences references = FileReferences.of(all.stream().map(Stored::manifest).toList());
    return all.stream().map(stored -> info(stored, references, allTags)).toList();
  }

  private static VersionInfo info(Stored stored, FileReferences references, List<Tag> tags) {
    Manifest manifest = stored.manifest();
    return new VersionInfo(
        manifest.version(),
        manifest.createdAt(),
        manifest.operation(),
        manifest.segments().stream().mapToLong(SegmentEntry::liveRows).sum(),
        manifest.segments().size(),
        stored.bytes() + manifest.segments().stream().mapToLong(History::tombstoneBytes).sum(),
        stored.bytes() + references.bytesOnlyIn(manifest),
        tags.stream().filter(tag -> tag.version() == manifest.version()).map(Tag::name).toList());
  }

  private static long tombstoneBytes(SegmentEntry entry) {
    return entry.bytes() - entry.info().bytes();
  }

  /**
   * The manifest of a version that is asked for.
   *
   * @throws NoSuchVersionException if there is none
   */
  Manifest find(VersionChoice choice) throws IOException {
    Optional<Manifest> found =
        switch (choice) {
          case VersionChoice.Newest _ -> versions.newest();
          case VersionChoice.Exactly exactly -> versions.find(exactly.version());
          case VersionChoice.AsOf asOf -> versions.asOf(asOf.instant());
          case VersionChoice.Tagged tagged -> versions.find(tag(tagged.name()).version());
        };
    return found.isPresent() ? found.get() : missing(choice);
  }

  /** The version of a number. */
  Manifest find(long version) throws IOException {
    return find(new VersionChoice.Exactly(version));
  }

  /**
   * The tag of a name.
   *
   * @throws NoSuchVersionException if there is none
   */
  Tag tag(String name) throws IOException {
    Optional<Tag> found = tags.find(name);
    if (found.isEmpty()) {
      List<String> names = tags.all().stream().map(Tag::name).toList();
      throw new NoSuchVersionException(
          "no version in %s has the tag %s: %s"
              .formatted(
                  store.location(),
                  name,
                  names.isEmpty() ? "there are no tags" : "tags are " + String.join(", ", names)));
    }
    return found.get();
  }

  private Manifest missing(VersionChoice choice) throws IOException {
    throw new NoSuchVersionException(
        "%s in %s: %s".formatted(sentence(choice), store.location(), offer(choice)));
  }

  private static String sentence(VersionChoice choice) {
    return switch (choice) {
      case VersionChoice.Newest _ -> "there is no version";
      case VersionChoice.Exactly exactly -> "there is no version " + exactly.version();
      case VersionChoice.AsOf asOf -> "there is no version as old as " + asOf.instant();
      case VersionChoice.Tagged tagged ->
          "the version with the tag " + tagged.name() + " is missing";
    };
  }

  private String offer(VersionChoice choice) throws IOException {
    String there = "versions there are: " + runs(versions.numbers());
    return choice instanceof VersionChoice.AsOf ? there + oldest() : there;
  }

  private String oldest() throws IOException {
    List<Stored> all = versions.all();
    return all.isEmpty() ? "" : ", the oldest made at " + all.getFirst().manifest().createdAt();
  }

  /** Ascending numbers in short: {@code 1, 4 to 9}; of very many runs the last. */
  static String runs(List<Long> numbers) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= numbers.size(); at++) {
      if (at == numbers.size() || numbers.get(at) != numbers.get(at - 1) + 1) {
        runs.add(run(numbers.get(from), numbers.get(at - 1)));
        from = at;
      }
    }
    int hidden = Math.max(0, runs.size() - RUNS_SHOWN_MAX);
    String shown = String.join(", ", runs.subList(hidden, runs.size()));
    return runs.isEmpty() ? "none" : hidden > 0 ? "older ones, " + shown : shown;
  }

  private static String run(long first, long last) {
    return first == last ? Long.toString(first) : first + " to " + last;
  }
}
