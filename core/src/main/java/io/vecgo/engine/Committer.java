package io.vecgo.engine;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Operation;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.observe.CommitResult;
import io.vecgo.rows.RowSet;
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
import java.util.function.UnaryOperator;

/**
 * Makes durable what was written: freezes the active memtable, writes a segment of each frozen one
 * and tombstones of each segment with new deletes, publishes the manifest, swaps the state. Until
 * the manifest has its name nothing has changed: a failed commit leaves every row where it was,
 * readable, and the next commit writes it under new names. What a failed commit has written is left
 * lying: it may be published after all, if only the answer of the store was lost. One commit at a
 * time: the caller sees to that.
 */
final class Committer {
  private final Tools tools;
  private final UnaryOperator<State> freeze;

  /** A segment that was written from a frozen memtable. */
  private record Flushed(MemtablePart source, Segment segment) {}

  /** What a commit has written so far. */
  private static final class Written {
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
  Committer(Tools tools, UnaryOperator<State> freeze) {
    this.tools = tools;
    this.freeze = freeze;
  }

  /** Commits; without changes since the last commit it writes nothing. */
  CommitResult commit() throws IOException {
    long start = System.nanoTime();
    State state = tools.live().cut(freeze);
    try {
      return isChanged(state) ? publish(state, start) : unchanged(state, start);
    } finally {
      state.generation().unpin();
    }
  }

  private static boolean isChanged(State state) {
    return state.active().firstId() != state.manifest().nextId()
        || !state.schema().equals(state.manifest().schema())
        || newDeletes(state) > 0;
  }

  private static CommitResult unchanged(State state, long start) {
    return new CommitResult(state.manifest().version(), 0, 0, 0, since(start));
  }

  private static long newDeletes(State state) {
    return state.loaded().stream().mapToLong(one -> newDeletes(one.entry(), one.part())).sum();
  }

  private static long newDeletes(SegmentEntry entry, SegmentPart part) {
    return (long) entry.info().rows() - part.live().cardinality() - entry.deletedRows();
  }

  private CommitResult publish(State state, long start) throws IOException {
    Written written = new Written();
    boolean published = false;
    try {
      writeTombstones(state, written);
      writeSegments(state, written);
      Manifest next = nextManifest(state, written);
      written.bytes += new Versions(tools.store()).publish(next);
      published = true;
      tools.live().update(current -> swapped(current, next, written.flushed));
      return new CommitResult(
          next.version(), written.rows, written.deletes, written.bytes, since(start));
    } finally {
      if (!published) {
        written.flushed.forEach(flushed -> flushed.segment().discard());
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
    if (deletes == 0) {
      return entry;
    }
    TombstoneFile.Tombstones tombstones = writeTombstones(part);
    written.deletes += deletes;
    written.bytes += tombstones.bytes();
    return entry.withTombstones(tombstones);
  }

  private TombstoneFile.Tombstones writeTombstones(SegmentPart part) throws IOException {
    SegmentInfo info = part.segment().info();
    RowSet deleted = RowSet.range(info.rows()).minus(part.live());
    return TombstoneFile.write(tools.store(), tools.names().tombstones(), info, deleted);
  }

  private void writeSegments(State state, Written written) throws IOException {
    for (MemtablePart frozen : state.frozen()) {
      if (frozen.live().isEmpty()) {
        continue;
      }
      SegmentInfo info =
          SegmentWriter.write(
              tools.store(),
              tools.names().segment(),
              Tools.spec(state.manifest()),
              frozen,
              tools.kernels());
      written.flushed.add(new Flushed(frozen, Segment.open(tools.store(), info, tools.kernels())));
      written.entries.add(SegmentEntry.fresh(info));
      written.rows += info.rows();
      written.bytes += info.bytes();
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
   * The state after the commit: new segments in place of the frozen memtables. Writes and deletes
   * went on meanwhile; rows of a frozen memtable that were deleted are not live in its segment
   * either.
   */
  private static State swapped(State current, Manifest next, List<Flushed> flushed) {
    List<SegmentPart> segments = new ArrayList<>(current.segments());
    for (Flushed one : flushed) {
      RowSet stillLive = current.partOf(one.source().table()).live();
      segments.add(
          new SegmentPart(one.segment(), SegmentPart.renumbered(one.source().live(), stillLive)));
    }
    return State.of(
        next,
        current.schema(),
        segments,
        current.missing().stream().map(SegmentOpening::leftOut).toList(),
        List.of(current.memtables().getLast()));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
