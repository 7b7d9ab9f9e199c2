package io.vecgo.engine;

import static java.util.Objects.requireNonNull;

import io.vecgo.engine.Publication.Attempt;
import io.vecgo.engine.Publication.Files;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.CompactionPolicy.Run;
import io.vecgo.model.CompactionPolicy.Size;
import io.vecgo.model.Operation;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.resources.MemoryBudget;
import io.vecgo.resources.MemoryBudget.Reservation;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.BuildMemory;
import io.vecgo.segment.MergedRows;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
  /** A tenth more than the sources: an index can be larger than the sum of theirs. */
  private static final int HEADROOM_SHARE = 10;

  private final Tools tools;
  private final BlobStore bulk;
  private final Opening opening;
  private final Publication publication;
  private final ReentrantLock publishing;

  /** A merge whose segment is written and open, but in no version yet. */
  private record Merge(
      List<SegmentEntry> sources, RowSet written, Optional<Segment> segment, Files files) {}

  /** A version with a merge in it. */
  private record Next(Manifest manifest, Optional<SegmentEntry> merged) {}

  /**
   * @param bulk the store, as it is written to in the background: perhaps slowly
   * @param publishing held while a version is published, by whoever does so
   */
  Compactor(
      Tools tools,
      BlobStore bulk,
      Opening opening,
      Publication publication,
      ReentrantLock publishing) {
    this.tools = tools;
    this.bulk = bulk;
    this.opening = opening;
    this.publication = publication;
    this.publishing = publishing;
  }

  /**
   * Merges what the policy chooses; empty if it chooses nothing.
   *
   * @param threads that build the index
   */
  Optional<CompactionResult> compact(CompactionPolicy policy, int threads) throws IOException {
    long start = System.nanoTime();
    try (FilesInWork.Work _ = begin()) {
      return compact(policy, threads, start);
    }
  }

  private Optional<CompactionResult> compact(CompactionPolicy policy, int threads, long start)
      throws IOException {
    State state = tools.live().pin();
    try {
      Optional<Run> run = choose(policy, state);
      return run.isEmpty() ? Optional.empty() : merge(state, run.get(), threads, start);
    } finally {
      state.generation().unpin();
    }
  }

  /**
   * The next segments to merge. Nothing is merged across a segment that is missing: ids would not
   * ascend any more if it came back.
   */
  private static Optional<Run> choose(CompactionPolicy policy, State state) {
    List<Size> sizes = sizes(state.manifest());
    return loaded(state).stream().flatMap(run -> chosenIn(run, policy, sizes).stream()).findFirst();
  }

  /** What an earlier compaction did counts before the next one is chosen. */
  private FilesInWork.Work begin() throws IOException {
    publishing.lock();
    try {
      publication.settle();
      return tools.inWork().begin(tools.live().peek().manifest().version(), tools.names().next());
    } finally {
      publishing.unlock();
    }
  }

  /** What a policy chooses of a run of segments alone. */
  private static Optional<Run> chosenIn(Run run, CompactionPolicy policy, List<Size> sizes) {
    return chosen(policy, sizes.subList(run.from(), run.to()))
        .map(chosen -> new Run(run.from() + chosen.from(), run.from() + chosen.to()));
  }

  private static Optional<Run> chosen(CompactionPolicy policy, List<Size> sizes) {
    return policy
        .choose(sizes)
        .filter(run -> run.changesSomething(sizes))
        .filter(run -> run.fitsIntoASegment(sizes));
  }

  /** How many merges the policy would choose, one after the other, if nobody wrote meanwhile. */
  int pending(CompactionPolicy policy) {
    State state = tools.live().peek();
    List<Size> sizes = sizes(state.manifest());
    return loaded(state).stream()
        .mapToInt(run -> pending(policy, new ArrayList<>(sizes.subList(run.from(), run.to()))))
        .sum();
  }

  private static int pending(CompactionPolicy policy, List<Size> sizes) {
    int merges = 0;
    for (Optional<Run> run = chosen(policy, sizes); run.isPresent(); run = chosen(policy, sizes)) {
      List<Size> merged = sizes.subList(run.get().from(), run.get().to());
      long live = merged.stream().mapToLong(Size::liveRows).sum();
      merged.clear();
      if (live > 0) {
        sizes.add(run.get().from(), new Size(live, live));
      }
      merges++;
    }
    return merges;
  }

  /** Committed sizes: deletes that are not committed do not start a compaction. */
  private static List<Size> sizes(Manifest manifest) {
    return manifest.segments().stream()
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

  private Optional<CompactionResult> merge(State state, Run run, int threads, long start)
      throws IOException {
    List<SegmentEntry> sources = state.manifest().segments().subList(run.from(), run.to());
    checkHeadroom(sources);
    tools.observer().onCompactionStart(sources.size(), bytes(sources));
    Merge merge = write(state, sources, threads);
    publishing.lock();
    try {
      Optional<Next> next = next(merge);
      return next.isPresent() ? Optional.of(publish(merge, next.get(), start)) : discarded(merge);
    } finally {
      publishing.unlock();
    }
  }

  /** The result of a merge whose sources are not what they were: a rollback came between. */
  private Optional<CompactionResult> discarded(Merge merge) {
    publication.discard(merge.files());
    return Optional.empty();
  }

  private CompactionResult publish(Merge merge, Next next, long start) throws IOException {
    long bytes =
        publication.publish(
            new Attempt(next.manifest(), current -> swapped(current, next, merge), merge.files()));
    return new CompactionResult(
        next.manifest().version(),
        merge.sources().size(),
        next.merged().map(entry -> entry.info().rows()).orElse(0),
        bytes + next.merged().map(SegmentEntry::bytes).orElse(0L),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** A volume that is full stops commits, too: better not to begin. */
  private void checkHeadroom(List<SegmentEntry> sources) throws IOException {
    long bytes = bytes(sources);
    long needed = bytes + bytes / HEADROOM_SHARE;
    Optional<DiskSpace> room = tools.store().space();
    if (room.isPresent() && room.get().usableBytes() < needed) {
      throw HeadroomException.ofDisk(needed, room.get().usableBytes());
    }
  }

  private static long bytes(List<SegmentEntry> sources) {
    return sources.stream().mapToLong(SegmentEntry::bytes).sum();
  }

  private Merge write(State state, List<SegmentEntry> sources, int threads) throws IOException {
    MergedRows rows = committedRows(state, sources);
    Files files = new Files();
    if (rows.live().isEmpty()) {
      return new Merge(sources, rows.live(), Optional.empty(), files);
    }
    SegmentInfo info = write(tools.spec(state), rows, threads);
    files.add(info.file());
    return orDiscard(
        files,
        () -> {
          Segment segment =
              files.opened(Segment.open(tools.store(), info, tools.kernels(), tools.files()));
          return new Merge(sources, rows.live(), Optional.of(segment), files);
        });
  }

  private SegmentInfo write(SegmentSpec spec, MergedRows rows, int threads) throws IOException {
    try (MemoryCharge _ = memoryFor(spec, rows, threads)) {
      return tools.build(MetricsObserver.Operation.COMPACTION, bulk, spec, rows, threads);
    }
  }

  /** Memory that is short stops writes, too: better not to begin. */
  private MemoryCharge memoryFor(SegmentSpec spec, MergedRows rows, int threads)
      throws HeadroomException {
    long needed = BuildMemory.bytes(spec, rows.live().cardinality(), threads, rows.textBytes());
    MemoryBudget budget = tools.memory().budget();
    Optional<Reservation> room = budget.tryReserveForWork(needed);
    try (Reservation _ = room.orElseThrow(() -> HeadroomException.ofMemory(needed, budget))) {
      MemoryCharge charge = tools.memory().charge(MemoryUse.MERGES);
      charge.to(needed);
      return charge;
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /** Runs a step after which files are needed; if it fails, they are not. */
  private <T> T orDiscard(Files files, Step<T> step) throws IOException {
    boolean done = false;
    try {
      T result = step.run();
      done = true;
      return result;
    } finally {
      if (!done) {
        publication.discard(files);
      }
    }
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

  /** Where segments stand in a list, side by side; -1 if they do not. */
  private static int indexOf(List<SegmentEntry> entries, List<SegmentEntry> wanted) {
    return Collections.indexOfSubList(files(entries), files(wanted));
  }

  private static List<String> files(List<SegmentEntry> entries) {
    return entries.stream().map(entry -> entry.info().file()).toList();
  }

  /**
   * The version after the current one, with the new segment in place of its sources. Empty if a
   * rollback took a source away, or brought a row back that the new segment does not have.
   */
  private Optional<Next> next(Merge merge) throws IOException {
    return orDiscard(
        merge.files(),
        () -> {
          tools.live().checkOpen(); // once closed, the database may be another writer's
          publication.settle();
          return next(merge, tools.live().peek());
        });
  }

  private Optional<Next> next(Merge merge, State state) throws IOException {
    Manifest base = state.manifest();
    int first = indexOf(base.segments(), merge.sources());
    if (first < 0) {
      return Optional.empty();
    }
    List<SegmentEntry> replaced = base.segments().subList(first, first + merge.sources().size());
    MergedRows committed = committedRows(state, replaced);
    if (!committed.live().minus(merge.written()).isEmpty()) {
      return Optional.empty();
    }
    List<SegmentEntry> entries = new ArrayList<>(base.segments());
    entries.subList(first, first + merge.sources().size()).clear();
    Optional<SegmentEntry> merged = mergedEntry(merge, committed, replaced);
    merged.ifPresent(entry -> entries.add(first, entry));
    Manifest manifest =
        base.next(
            tools.clock().instant(),
            Operation.COMPACTION,
            base.schema(),
            base.nextId(),
            tools.names().next(),
            entries);
    return Optional.of(new Next(manifest, merged));
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
    if (deleted.isEmpty()) {
      return Optional.of(entry);
    }
    Tombstones tombstones =
        TombstoneFile.write(tools.store(), tools.names().tombstones(), info, deleted);
    merge.files().add(tombstones.file());
    return Optional.of(entry.withTombstones(tombstones));
  }

  private static State swapped(State current, Next next, Merge merge) {
    List<SegmentPart> segments = new ArrayList<>(current.segments());
    int first = indexOf(segments, merge.sources().getFirst());
    List<SegmentPart> replaced = segments.subList(first, first + merge.sources().size());
    RowSet liveNow = new MergedRows(replaced).live();
    replaced.clear();
    merge
        .segment()
        .ifPresent(segment ->
            segments.add(
                first, new SegmentPart(segment, SegmentPart.renumbered(merge.written(), liveNow))));
    return State.of(
        next.manifest(), current.schema(), segments, current.missing(), current.memtables());
  }

  private static int indexOf(List<SegmentPart> segments, SegmentEntry entry) {
    return segments.stream().map(SegmentPart::name).toList().indexOf(entry.info().file());
  }
}
