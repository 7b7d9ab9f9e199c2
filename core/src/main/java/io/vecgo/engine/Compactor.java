package io.vecgo.engine;

import static java.util.Objects.requireNonNull;

import io.vecgo.engine.CompactionPolicy.Run;
import io.vecgo.engine.CompactionPolicy.Size;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Operation;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.observe.CompactionResult;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.MergedRows;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentWriter;
import io.vecgo.segment.TombstoneFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Merges neighbouring segments into one and publishes the result as a version. Writes, commits and
 * searches go on meanwhile: rows that a commit deletes are carried over as tombstones of the new
 * segment, rows deleted and not committed yet stay in it until they are. One compaction at a time:
 * the caller sees to that.
 */
final class Compactor {
  private final Tools tools;
  private final Opening opening;
  private final ReentrantLock publishing;

  /** A merge whose segment is written and open, but in no version yet. */
  private record Merge(List<SegmentEntry> sources, RowSet written, Optional<Segment> segment) {}

  /**
   * @param publishing held while a version is published, by whoever does so
   */
  Compactor(Tools tools, Opening opening, ReentrantLock publishing) {
    this.tools = tools;
    this.opening = opening;
    this.publishing = publishing;
  }

  /** Merges what the policy chooses; empty if it chooses nothing. */
  Optional<CompactionResult> compact(CompactionPolicy policy) throws IOException {
    long start = System.nanoTime();
    State state = tools.live().pin();
    try {
      Optional<Run> run = choose(policy, state);
      return run.isEmpty() ? Optional.empty() : Optional.of(merge(state, run.get(), start));
    } finally {
      state.generation().unpin();
    }
  }

  /**
   * The next segments to merge. Nothing is merged across a segment that is missing: ids would not
   * ascend any more if it came back.
   */
  private static Optional<Run> choose(CompactionPolicy policy, State state) {
    List<Size> sizes = sizes(state);
    return loaded(state).stream().flatMap(run -> run.choose(policy, sizes).stream()).findFirst();
  }

  /** Committed sizes: deletes that are not committed do not start a compaction. */
  private static List<Size> sizes(State state) {
    return state.manifest().segments().stream()
        .map(entry -> new Size(entry.info().rows(), entry.liveRows()))
        .toList();
  }

  /** The longest runs of segments of which none is missing. */
  private static List<Run> loaded(State state) {
    Set<String> parts = state.segmentsByFile().keySet();
    List<SegmentEntry> entries = state.manifest().segments();
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= entries.size(); at++) {
      if (at == entries.size() || !parts.contains(entries.get(at).info().file())) {
        runs.add(new Run(from, at));
        from = at + 1;
      }
    }
    return runs;
  }

  private CompactionResult merge(State state, Run run, long start) throws IOException {
    Merge merge = write(state, run);
    boolean published = false;
    publishing.lock();
    try {
      tools.live().checkOpen(); // once closed, the database may be another writer's
      CompactionResult result = publish(merge, start);
      published = true;
      return result;
    } finally {
      publishing.unlock();
      if (!published) {
        merge.segment().ifPresent(Segment::discard);
      }
    }
  }

  private Merge write(State state, Run run) throws IOException {
    List<SegmentEntry> sources = state.manifest().segments().subList(run.from(), run.to());
    MergedRows rows = committedRows(state, sources);
    if (rows.live().isEmpty()) {
      return new Merge(sources, rows.live(), Optional.empty());
    }
    SegmentInfo info =
        SegmentWriter.write(
            tools.store(),
            tools.names().segment(),
            Tools.spec(state.manifest()),
            rows,
            tools.kernels());
    Segment segment = Segment.open(tools.store(), info, tools.kernels());
    return new Merge(sources, rows.live(), Optional.of(segment));
  }

  /** Rows that are live in the version of these entries, whatever was deleted since. */
  private MergedRows committedRows(State state, List<SegmentEntry> entries) throws IOException {
    Map<String, SegmentPart> loaded = state.segmentsByFile();
    List<SegmentPart> parts = new ArrayList<>();
    for (SegmentEntry entry : entries) {
      RowSet live = entry.liveRows(opening.deletedRows(entry));
      Segment segment = requireNonNull(loaded.get(entry.info().file())).segment();
      parts.add(new SegmentPart(segment, live));
    }
    return new MergedRows(parts);
  }

  private static int indexOf(Manifest manifest, SegmentEntry entry) {
    List<String> files =
        manifest.segments().stream().map(segment -> segment.info().file()).toList();
    return files.indexOf(entry.info().file());
  }

  private CompactionResult publish(Merge merge, long start) throws IOException {
    State state = tools.live().peek();
    Manifest base = state.manifest();
    int first = indexOf(base, merge.sources().getFirst());
    List<SegmentEntry> replaced = base.segments().subList(first, first + merge.sources().size());
    List<SegmentEntry> entries = new ArrayList<>(base.segments());
    entries.subList(first, first + merge.sources().size()).clear();
    Optional<SegmentEntry> merged = mergedEntry(merge, committedRows(state, replaced), replaced);
    merged.ifPresent(entry -> entries.add(first, entry));
    Manifest next =
        base.next(
            tools.clock().instant(),
            Operation.COMPACTION,
            base.schema(),
            base.nextId(),
            tools.names().next(),
            entries);
    long bytes = new Versions(tools.store()).publish(next);
    tools.live().update(current -> swapped(current, next, merge));
    return new CompactionResult(
        next.version(),
        merge.sources().size(),
        merged.map(entry -> entry.info().rows()).orElse(0),
        bytes + merged.map(SegmentEntry::bytes).orElse(0L),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** The new segment in the version; its tombstones are what commits have deleted meanwhile. */
  private Optional<SegmentEntry> mergedEntry(
      Merge merge, MergedRows committed, List<SegmentEntry> replaced) throws IOException {
    if (merge.segment().isEmpty()) {
      return Optional.empty();
    }
    SegmentInfo info = merge.segment().get().info();
    int level = 1 + replaced.stream().mapToInt(SegmentEntry::level).max().orElse(0);
    SegmentEntry entry = SegmentEntry.merged(info, level);
    RowSet stillLive = SegmentPart.renumbered(merge.written(), committed.live());
    RowSet deleted = RowSet.range(info.rows()).minus(stillLive);
    return Optional.of(
        deleted.isEmpty()
            ? entry
            : entry.withTombstones(
                TombstoneFile.write(tools.store(), tools.names().tombstones(), info, deleted)));
  }

  private static State swapped(State current, Manifest next, Merge merge) {
    List<SegmentPart> segments = new ArrayList<>(current.segments());
    int first =
        segments.stream()
            .map(SegmentPart::name)
            .toList()
            .indexOf(merge.sources().getFirst().info().file());
    List<SegmentPart> replaced = segments.subList(first, first + merge.sources().size());
    RowSet liveNow = new MergedRows(replaced).live();
    replaced.clear();
    merge
        .segment()
        .ifPresent(segment ->
            segments.add(
                first, new SegmentPart(segment, SegmentPart.renumbered(merge.written(), liveNow))));
    return State.of(next, current.schema(), segments, current.missing(), current.memtables());
  }
}
