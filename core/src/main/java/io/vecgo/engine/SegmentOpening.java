package io.vecgo.engine;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CorruptException;
import io.vecgo.model.DamagePolicy;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.MissingSegment.Reason;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentReading;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the segments of a version and says which of them are missing. A segment without its file is
 * missing; one with a damaged file, or with tombstones that are damaged or gone, is too if the
 * policy allows that, and stops the opening if not.
 */
final class SegmentOpening {
  private final BlobStore store;
  private final FloatKernels kernels;
  private final SegmentReading files;
  private final DamagePolicy onDamage;

  SegmentOpening(
      BlobStore store, FloatKernels kernels, SegmentReading files, DamagePolicy onDamage) {
    this.files = files;
    this.store = store;
    this.kernels = kernels;
    this.onDamage = onDamage;
  }

  /**
   * The segments of a version, in its order; whoever gets them closes them.
   *
   * @param listed the segment files that are there, if somebody had to ask
   */
  record Opened(List<SegmentPart> parts, List<MissingSegment> missing, Set<String> listed) {

    private Opened() {
      this(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    }

    /** Whether a file is there that has not been looked at. One list for all. */
    private boolean isListed(String file, BlobStore store) throws IOException {
      if (listed.isEmpty()) {
        store.list(FileNames.SEGMENT_PREFIX).stream().map(BlobInfo::name).forEach(listed::add);
      }
      return listed.contains(file);
    }

    private void discard() {
      parts.forEach(part -> part.segment().discard());
    }
  }

  /**
   * Opens what is there.
   *
   * @param alreadyOpen segments by file that need not be opened again; the caller keeps them open
   *     until the parts have owners
   * @throws CorruptException if a file is damaged and the policy is strict; nothing is open then
   */
  Opened open(Manifest manifest, Map<String, State.Loaded> alreadyOpen) throws IOException {
    Opened opened = new Opened();
    boolean complete = false;
    List<SegmentEntry> changed =
        manifest.segments().stream()
            .filter(entry -> unchanged(entry, alreadyOpen).isEmpty())
            .toList();
    try {
      TombstoneReads tombstones = TombstoneReads.ahead(store, changed);
      for (SegmentEntry entry : manifest.segments()) {
        open(entry, alreadyOpen, tombstones, opened);
      }
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        opened.discard();
      }
    }
  }

  private void open(
      SegmentEntry entry,
      Map<String, State.Loaded> alreadyOpen,
      TombstoneReads tombstones,
      Opened opened)
      throws IOException {
    if (entry.leftOut()) {
      opened.missing.add(missing(entry, Reason.LEFT_OUT, LEFT_OUT));
      return;
    }
    Optional<SegmentPart> unchanged = unchanged(entry, alreadyOpen);
    if (unchanged.isPresent()) {
      opened.parts.add(unchanged.get());
      return;
    }
    try {
      State.Loaded there = alreadyOpen.get(entry.info().file());
      Optional<Segment> segment =
          there == null ? segment(entry.info(), opened) : Optional.of(there.part().segment());
      if (segment.isPresent()) {
        opened.parts.add(part(entry, segment.get(), tombstones));
      } else {
        opened.missing.add(missing(entry, Reason.NO_FILE, NO_FILE));
      }
    } catch (CorruptException damage) {
      if (onDamage == DamagePolicy.STRICT) {
        throw damage;
      }
      opened.missing.add(missing(entry, Reason.DAMAGED, String.valueOf(damage.getMessage())));
    }
  }

  /** The part of a segment that is open already, if it is the same in this version. */
  private static Optional<SegmentPart> unchanged(
      SegmentEntry entry, Map<String, State.Loaded> alreadyOpen) {
    return Optional.ofNullable(alreadyOpen.get(entry.info().file()))
        .filter(there -> there.isAsIn(entry))
        .map(State.Loaded::part);
  }

  private Optional<Segment> segment(SegmentInfo info, Opened opened) throws IOException {
    try {
      Segment segment = Segment.open(store, info, kernels, files);
      if (segment.isRead() || opened.isListed(info.file(), store)) {
        return Optional.of(segment);
      }
      segment.discard();
    } catch (NoSuchFileException _) {
      // Reported as missing, like one that is not listed.
    }
    return Optional.empty();
  }

  private static SegmentPart part(SegmentEntry entry, Segment segment, TombstoneReads tombstones)
      throws IOException {
    boolean complete = false;
    try {
      SegmentPart part = new SegmentPart(segment, entry.liveRows(tombstones.of(entry)));
      complete = true;
      return part;
    } finally {
      if (!complete) {
        segment.discard();
      }
    }
  }

  private static final String NO_FILE =
      "there is no such file; put it back from a backup, or run repair, which drops it";

  private static final String LEFT_OUT =
      "a commit was made without it; run repair, which takes it back or drops it";

  private static MissingSegment missing(SegmentEntry entry, Reason reason, String detail) {
    SegmentInfo info = entry.info();
    return new MissingSegment(
        info.file(), entry.liveRows(), info.minId(), info.maxId(), reason, detail);
  }

  /** A missing segment after a commit. */
  static MissingSegment leftOut(MissingSegment missing) {
    return new MissingSegment(
        missing.file(),
        missing.rows(),
        missing.minId(),
        missing.maxId(),
        Reason.LEFT_OUT,
        LEFT_OUT);
  }
}
