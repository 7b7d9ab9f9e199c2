package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Schema;
import io.vecgo.observe.MissingSegment;
import io.vecgo.part.Counted;
import io.vecgo.part.Part;
import io.vecgo.query.Prefetch;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The whole database at one instant, immutable: every write makes a new one, a snapshot is a pin on
 * one.
 *
 * @param manifest the committed version underneath
 * @param schema the manifest's, or a newer one that the next commit writes
 * @param segments of the manifest, in its order, with the rows that are live now
 * @param missing segments of the manifest that are not loaded
 * @param memtables rows not committed, oldest first; the last one takes new rows
 * @param generation keeps segments and memtables open
 */
record State(
    Manifest manifest,
    Schema schema,
    List<SegmentPart> segments,
    List<MissingSegment> missing,
    List<MemtablePart> memtables,
    Generation generation) {

  /** Where a live row is. */
  record Location(Part part, int row) {}

  State {
    segments = List.copyOf(segments);
    missing = List.copyOf(missing);
    memtables = List.copyOf(memtables);
  }

  /** A state with these parts, of a new generation. */
  static State of(
      Manifest manifest,
      Schema schema,
      List<SegmentPart> segments,
      List<MissingSegment> missing,
      List<MemtablePart> memtables) {
    List<Counted> members = new ArrayList<>();
    segments.forEach(part -> members.add(part.segment()));
    memtables.forEach(part -> members.add(part.table()));
    return new State(manifest, schema, segments, missing, memtables, new Generation(members));
  }

  /** The memtable that takes new rows. */
  Memtable active() {
    return memtables.getLast().table();
  }

  /** The memtables that take no more rows and wait for a commit, oldest first. */
  List<MemtablePart> frozen() {
    return memtables.subList(0, memtables.size() - 1);
  }

  /** All parts, newest first: what was written last is most often asked for. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>(memtables.size() + segments.size());
    parts.addAll(memtables.reversed());
    parts.addAll(segments.reversed());
    return parts;
  }

  long liveRows() {
    return parts().stream().mapToLong(part -> part.live().cardinality()).sum();
  }

  Optional<Location> locate(long id) {
    return locate(parts(), part -> part.rowOf(id));
  }

  /** Parts that are not at hand are fetched together, if the others do not have the key. */
  Optional<Location> locate(String key) {
    List<Part> far = parts();
    far.removeIf(Part::isAtHand);
    List<Part> near = parts();
    near.removeIf(part -> !part.isAtHand());
    return locate(near, part -> part.rowOf(key))
        .or(() -> {
          Prefetch.forKey(far);
          return locate(far, part -> part.rowOf(key));
        });
  }

  private interface Lookup {
    OptionalInt in(Part part);
  }

  private static Optional<Location> locate(List<Part> parts, Lookup lookup) {
    for (Part part : parts) {
      OptionalInt row = lookup.in(part);
      if (row.isPresent()) {
        return Optional.of(new Location(part, row.getAsInt()));
      }
    }
    return Optional.empty();
  }

  State withSchema(Schema newSchema) {
    return new State(manifest, newSchema, segments, missing, memtables, generation);
  }

  /** This state without one row. */
  State without(Location location) {
    return withLive(location.part(), location.part().live().without(location.row()));
  }

  /** This state with other live rows in one of its parts. */
  State withLive(Part part, RowSet live) {
    return switch (part) {
      case SegmentPart segment -> {
        List<SegmentPart> changed = new ArrayList<>(segments);
        changed.set(indexOf(segments, segment), new SegmentPart(segment.segment(), live));
        yield new State(manifest, schema, changed, missing, memtables, generation);
      }
      case MemtablePart memtable -> {
        List<MemtablePart> changed = new ArrayList<>(memtables);
        changed.set(indexOf(memtables, memtable), new MemtablePart(memtable.table(), live));
        yield new State(manifest, schema, segments, missing, changed, generation);
      }
      default -> throw new AssertionError("part=" + part.name() + ": unknown kind");
    };
  }

  /** A segment of the manifest that is loaded. */
  record Loaded(SegmentEntry entry, SegmentPart part) {

    /** Whether the part is what it is in the version of an entry of the same file. */
    boolean isAsIn(SegmentEntry other) {
      return entry.tombstones().equals(other.tombstones())
          && part.live().cardinality() == other.liveRows();
    }
  }

  /** The entries of the manifest whose segments are not missing, in their order. */
  List<Loaded> loaded() {
    Map<String, SegmentPart> parts = segmentsByFile();
    return manifest.segments().stream()
        .flatMap(entry ->
            Optional.ofNullable(parts.get(entry.info().file()))
                .map(part -> new Loaded(entry, part))
                .stream())
        .toList();
  }

  /** Those that are loaded, by their files. */
  Map<String, Loaded> loadedByFile() {
    return loaded().stream().collect(Collectors.toMap(one -> one.part().name(), one -> one));
  }

  /** The segments by their files; those that are missing are not in it. */
  Map<String, SegmentPart> segmentsByFile() {
    return segments.stream().collect(Collectors.toMap(SegmentPart::name, part -> part));
  }

  /** The part of a memtable in this state. */
  @SuppressWarnings("ReferenceEquality") // a memtable is itself and nothing else
  MemtablePart partOf(Memtable table) {
    return memtables.stream().filter(part -> part.table() == table).findFirst().orElseThrow();
  }

  /** This state with one more memtable, which takes new rows from now on, of a new generation. */
  State withFreshMemtable(Memtable fresh) {
    List<MemtablePart> more = new ArrayList<>(memtables);
    more.add(new MemtablePart(fresh, RowSet.none()));
    return of(manifest, schema, segments, missing, more);
  }

  long sum(ToLongFunction<MemtablePart> figure) {
    return memtables.stream().mapToLong(figure).sum();
  }

  @SuppressWarnings("ReferenceEquality") // records equal by content would compare whole row sets
  private static <P extends Part> int indexOf(List<P> parts, P part) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) == part) {
        return i;
      }
    }
    throw new AssertionError("part=" + part.name() + ": not of this state");
  }
}
