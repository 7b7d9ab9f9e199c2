package io.vecgo.integrity;

import io.vecgo.integrity.SegmentState.Damaged;
import io.vecgo.integrity.SegmentState.Lost;
import io.vecgo.integrity.SegmentState.Sound;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.model.CorruptException;
import io.vecgo.observe.IdRange;
import io.vecgo.observe.SegmentRepair;
import io.vecgo.observe.SegmentRepair.Action;
import io.vecgo.observe.WorkProgress;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentCheck;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentSalvage;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a repair does to each segment of the newest version that can be read, in its order, and the
 * segment files that no sound version names.
 */
record RepairPlan(List<SegmentPlan> segments, List<String> leftovers) implements AutoCloseable {

  /** Reads every segment and decides, the newest first: newer records keep their keys. */
  static RepairPlan of(
      BlobStore store, FloatKernels kernels, Catalog catalog, WorkProgress progress)
      throws IOException {
    Planner planner = new Planner(store, kernels, catalog, progress);
    boolean complete = false;
    try {
      planner.plan(catalog.newest().orElseThrow());
      complete = true;
      return new RepairPlan(planner.plans, leftovers(store, catalog));
    } finally {
      if (!complete) {
        close(planner.plans);
      }
    }
  }

  private static List<String> leftovers(BlobStore store, Catalog catalog) throws IOException {
    Set<String> named =
        catalog.segments().stream().map(use -> use.info().file()).collect(Collectors.toSet());
    return store.list(FileNames.SEGMENT_PREFIX).stream()
        .map(BlobInfo::name)
        .filter(name -> !named.contains(name))
        .toList();
  }

  List<SegmentRepair> repairs() {
    return segments.stream().flatMap(plan -> plan.repair().stream()).toList();
  }

  @Override
  public void close() throws IOException {
    close(segments);
  }

  private static void close(List<SegmentPlan> plans) throws IOException {
    for (SegmentPlan plan : plans) {
      plan.state().close();
    }
  }

  /** Makes the plans. */
  private static final class Planner {
    private final BlobStore store;
    private final SegmentCheck.Tools tools;
    private final Catalog catalog;
    private final WorkProgress progress;
    private final List<SegmentPlan> plans = new ArrayList<>(); // in order: newer ones come last

    Planner(BlobStore store, FloatKernels kernels, Catalog catalog, WorkProgress progress) {
      this.store = store;
      this.tools = SegmentCheck.Tools.of(kernels, catalog.newest().orElseThrow().analyzer());
      this.catalog = catalog;
      this.progress = progress;
    }

    void plan(Manifest manifest) throws IOException {
      long total = manifest.segments().stream().mapToLong(entry -> entry.info().bytes()).sum();
      long done = 0;
      for (SegmentEntry entry : manifest.segments().reversed()) {
        plans.addFirst(plan(entry));
        done += entry.info().bytes();
        progress.fileDone(entry.info().file(), done, total);
      }
    }

    private SegmentPlan plan(SegmentEntry entry) throws IOException {
      SegmentState state = state(entry.info());
      boolean complete = false;
      try {
        SegmentPlan plan = plan(entry, state, KnownDeletes.of(store, catalog, entry));
        complete = true;
        return plan;
      } finally {
        if (!complete) {
          state.close();
        }
      }
    }

    private SegmentState state(SegmentInfo info) throws IOException {
      List<CorruptException> damages = new ArrayList<>();
      try {
        SegmentCheck.check(store, info, tools, damages::add);
        return damages.isEmpty()
            ? new Sound(Segment.open(store, info, tools.kernels()))
            : salvaged(info, String.valueOf(damages.getFirst().getMessage()));
      } catch (NoSuchFileException _) {
        return new Lost(info, "there is no such file");
      }
    }

    private SegmentState salvaged(SegmentInfo info, String problem) throws IOException {
      try {
        return new Damaged(SegmentSalvage.open(store, info), problem);
      } catch (CorruptException hopeless) {
        return new Lost(info, String.valueOf(hopeless.getMessage()));
      }
    }

    private SegmentPlan plan(SegmentEntry entry, SegmentState state, KnownDeletes deleted) {
      boolean untouched = state instanceof Sound && !entry.leftOut() && deleted.problem().isEmpty();
      RowSet readable = state.rows().map(RowSource::live).orElse(RowSet.none());
      RowSet notDeleted = readable.minus(deleted.rows());
      if (untouched) {
        return SegmentPlan.of(entry, state, notDeleted, Optional.empty());
      }
      RowSet live = state.rows().map(rows -> current(rows, notDeleted)).orElse(RowSet.none());
      return SegmentPlan.of(
          entry, state, live, Optional.of(repair(entry, state, deleted, notDeleted, live)));
    }

    /** Rows without those whose key a newer live record has. */
    private RowSet current(RowSource rows, RowSet candidates) {
      List<SegmentPlan> newer = List.copyOf(plans);
      return candidates.where(row ->
          rows.key(row)
              .map(key -> newer.stream().noneMatch(plan -> plan.hasLive(key)))
              .orElse(true));
    }

    private static SegmentRepair repair(
        SegmentEntry entry,
        SegmentState state,
        KnownDeletes deleted,
        RowSet notDeleted,
        RowSet live) {
      long superseded = (long) notDeleted.cardinality() - live.cardinality();
      return new SegmentRepair(
          entry.info().file(),
          action(entry, state, live),
          live.cardinality(),
          lost(entry, state, deleted),
          lostIds(entry, state, deleted),
          superseded,
          Math.max(0, deleted.unknown() - superseded),
          reason(entry, state, deleted));
    }

    private static Action action(SegmentEntry entry, SegmentState state, RowSet live) {
      if (live.isEmpty()) {
        return Action.DROPPED;
      }
      return switch (state) {
        case Sound _ -> entry.leftOut() ? Action.TAKEN_BACK : Action.DELETES_RESTORED;
        case Damaged _ -> Action.REBUILT;
        case Lost _ -> Action.DROPPED;
      };
    }

    private static long lost(SegmentEntry entry, SegmentState state, KnownDeletes deleted) {
      return switch (state) {
        case Sound _ -> 0;
        case Damaged damaged -> lostRows(entry, damaged, deleted).cardinality();
        case Lost _ -> entry.liveRows();
      };
    }

    private static List<IdRange> lostIds(
        SegmentEntry entry, SegmentState state, KnownDeletes deleted) {
      return switch (state) {
        case Sound _ -> List.of();
        case Damaged damaged -> LostIds.of(damaged.salvage(), lostRows(entry, damaged, deleted));
        case Lost _ ->
            List.of(new IdRange(entry.info().minId(), entry.info().maxId(), entry.liveRows()));
      };
    }

    private static RowSet lostRows(SegmentEntry entry, Damaged damaged, KnownDeletes deleted) {
      return entry.liveRows(deleted.rows()).minus(damaged.salvage().live());
    }

    private static String reason(SegmentEntry entry, SegmentState state, KnownDeletes deleted) {
      String ofFile =
          switch (state) {
            case Sound _ -> entry.leftOut() ? "a commit was made without it" : "";
            case Damaged damaged -> damaged.problem();
            case Lost lost -> lost.problem();
          };
      String ofDeletes = deleted.problem().orElse("");
      return ofFile.isEmpty() || ofDeletes.isEmpty()
          ? ofFile + ofDeletes
          : ofFile + "; " + ofDeletes;
    }
  }
}
