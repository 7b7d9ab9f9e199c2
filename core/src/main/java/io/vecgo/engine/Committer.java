package io.vecgo.engine;

import io.vecgo.engine.Publication.Attempt;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Operation;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.segment.TombstoneFile.Tombstones;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes durable what was written: freezes the active memtable, writes a segment of each frozen one
 * and tombstones of each segment with new deletes, publishes the manifest, swaps the state. Until
 * the manifest has its name nothing has changed: a failed commit leaves every row where it was,
 * readable, and the next commit writes it under new names. One commit at a time: the caller holds
 * the lock of publications.
 */
final class Committer {
  private final Tools tools;
  private final Publication publication;
  private final UnaryOperator<State> freeze;

  /** A segment that was written from a frozen memtable. */
  private record Flushed(MemtablePart source, Segment segment) {}

  /** What a commit has written so far. */
  private static final class Written {
    final Publication.Files files = new Publication.Files();
    final List<Flushed> flushed = new ArrayList<>();
    final List<SegmentEntry> entries = new ArrayList<>();
    long rows;
    long deletes;
    long bytes;
  }

  /**
   * Commits what is live.
   *
   * @param freeze gives a state a fresh active memtable
   */
  Committer(Tools tools, Publication publication, UnaryOperator<State> freeze) {
    this.tools = tools;
    this.publication = publication;
    this.freeze = freeze;
  }

  /**
   * Commits; without changes since the last commit it writes nothing.
   *
   * @param threads that build an index
   */
  CommitResult commit(int threads) throws IOException {
    long start = System.nanoTime();
    publication.settle();
    State state = tools.live().cut(freeze);
    try {
      return isChanged(state) ? publish(state, threads, start) : unchanged(state, start);
    } finally {
      state.generation().unpin();
    }
  }

  /** Whether a cut state has what its version has not. */
  static boolean isChanged(State state) {
    return state.active().firstId() != state.manifest().nextId()
        || !state.schema().equals(state.manifest().schema())
        || newDeletes(state) > 0;
  }

  private static CommitResult unchanged(State state, long start) {
    return new CommitResult(state.manifest().version(), 0, 0, 0, since(start));
  }

  private static long newRows(State state) {
    return state.frozen().stream().mapToLong(part -> part.live().cardinality()).sum();
  }

  private static long newDeletes(State state) {
    return state.loaded().stream().mapToLong(one -> newDeletes(one.entry(), one.part())).sum();
  }

  private static long newDeletes(SegmentEntry entry, SegmentPart part) {
    return (long) entry.info().rows() - part.live().cardinality() - entry.deletedRows();
  }

  private CommitResult publish(State state, int threads, long start) throws IOException {
    tools.observer().onCommitStart(newRows(state), newDeletes(state));
    Written written = new Written();
    Manifest next = write(state, threads, written);
    written.bytes +=
        publication.publish(
            new Attempt(
                next, current -> swapped(current, next, state, written.flushed), written.files));
    return new CommitResult(
        next.version(), written.rows, written.deletes, written.bytes, since(start));
  }

  private Manifest write(State state, int threads, Written written) throws IOException {
    boolean done = false;
    try {
      writeTombstones(state, written);
      writeSegments(state, threads, written);
      done = true;
      return nextManifest(state, written);
    } catch (FileAlreadyExistsException taken) {
      publication.checkNotOvertaken(state.manifest());
      throw taken;
    } finally {
      if (!done) {
        publication.discard(written.files);
      }
    }
  }

  private void writeTombstones(State state, Written written) throws IOException {
    Map<String, SegmentPart> parts = state.segmentsByFile();
    for (SegmentEntry entry : state.manifest().segments()) {
      SegmentPart part = parts.get(entry.info().file());
      written.entries.add(
          part == null ? entry.asLeftOut() : withNewTombstones(entry, part, written));
    }
  }

  private SegmentEntry withNewTombstones(SegmentEntry entry, SegmentPart part, Written written)
      throws IOException {
    long deletes = newDeletes(entry, part);
    written.deletes += deletes;
    return deletes == 0 ? entry : entry.withTombstones(tombstones(part, written));
  }

  private Tombstones tombstones(SegmentPart part, Written written) throws IOException {
    SegmentInfo info = part.segment().info();
    RowSet deleted = RowSet.range(info.rows()).minus(part.live());
    Tombstones tombstones =
        TombstoneFile.write(tools.store(), tools.names().tombstones(), info, deleted);
    written.files.add(tombstones.file());
    written.bytes += tombstones.bytes();
    return tombstones;
  }

  private void writeSegments(State state, int threads, Written written) throws IOException {
    for (MemtablePart frozen : state.frozen()) {
      if (frozen.live().isEmpty()) {
        continue;
      }
      SegmentInfo info = write(state, frozen, threads);
      written.files.add(info.file());
      Segment segment = Segment.open(tools.store(), info, tools.kernels(), tools.files());
      written.flushed.add(new Flushed(frozen, written.files.opened(segment)));
      written.entries.add(SegmentEntry.fresh(info));
      written.rows += info.rows();
      written.bytes += info.bytes();
    }
  }

  private SegmentInfo write(State state, MemtablePart frozen, int threads) throws IOException {
    SegmentSpec spec = tools.spec(state);
    try (MemoryCharge build = tools.memory().charge(MemoryUse.COMMITS)) {
      build.to(FlushReserve.buildBytes(spec, frozen, threads));
      return tools.build(MetricsObserver.Operation.COMMIT, tools.store(), spec, frozen, threads);
    }
  }

  private Manifest nextManifest(State state, Written written) {
    return state
        .manifest()
        .next(
            tools.clock().instant(),
            Operation.COMMIT,
            state.schema(),
            state.active().firstId(),
            tools.names().next(),
            written.entries);
  }

  /**
   * The state after the commit: new segments in place of the memtables that were committed. Writes
   * and deletes went on meanwhile; rows of a frozen memtable that were deleted are not live in its
   * segment either.
   */
  private static State swapped(
      State current, Manifest next, State committed, List<Flushed> flushed) {
    List<SegmentPart> segments = new ArrayList<>(current.segments());
    for (Flushed one : flushed) {
      RowSet stillLive = current.partOf(one.source().table()).live();
      segments.add(
          new SegmentPart(one.segment(), SegmentPart.renumbered(one.source().live(), stillLive)));
    }
    List<MemtablePart> memtables = current.memtables();
    return State.of(
        next,
        current.schema(),
        segments,
        current.missing().stream().map(SegmentOpening::leftOut).toList(),
        memtables.subList(committed.frozen().size(), memtables.size()));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
