package io.vecgo.integrity;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.Operation;
import io.vecgo.observe.Damage;
import io.vecgo.observe.IdRange;
import io.vecgo.observe.RepairReport;
import io.vecgo.observe.RepairReport.LostFile;
import io.vecgo.observe.SegmentRepair;
import io.vecgo.observe.WorkProgress;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPeek;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.SegmentWriter;
import io.vecgo.segment.SelectedRows;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes a version of what is intact. It begins with the newest version that can be read, rebuilds
 * or drops its damaged segments, publishes the result behind all versions there are, and sets
 * damaged manifests aside. No file is changed, and none deleted but a damaged manifest that was
 * copied. The caller holds the lock of the store. Used once, by one thread.
 */
public final class Repair {
  private static final String SET_ASIDE_PREFIX = "damaged-";

  private final BlobStore store;
  private final FloatKernels kernels;
  private final Clock clock;
  private final WorkProgress progress;

  /**
   * @param clock dates the version that is published
   * @param progress told after each segment
   */
  public Repair(BlobStore store, FloatKernels kernels, Clock clock, WorkProgress progress) {
    this.store = store;
    this.kernels = kernels;
    this.clock = clock;
    this.progress = progress;
  }

  /** What would be done. Reads all segments of the version and changes nothing. */
  public RepairReport dryRun() throws IOException {
    long start = System.nanoTime();
    Catalog catalog = catalog();
    try (RepairPlan plan = plan(catalog)) {
      return report(catalog, plan, OptionalLong.empty(), start);
    }
  }

  /**
   * Repairs; without damage it changes nothing.
   *
   * @throws NoDatabaseException if no version can be read
   */
  public RepairReport repair() throws IOException {
    long start = System.nanoTime();
    Catalog catalog = catalog();
    try (RepairPlan plan = plan(catalog)) {
      RepairReport sketch = report(catalog, plan, OptionalLong.empty(), start);
      if (sketch.isSound()) {
        return sketch;
      }
      OptionalLong version = OptionalLong.of(publish(catalog, plan, sketch.lostFiles()));
      setAside(catalog);
      return report(catalog, plan, version, start);
    }
  }

  private Catalog catalog() throws IOException {
    Catalog catalog = Catalog.read(store);
    if (catalog.sound().isEmpty()) {
      throw new NoDatabaseException(
          "no version of "
              + store.location()
              + " can be read: restore it from a backup ("
              + catalog.damaged().size()
              + " damaged manifests)");
    }
    return catalog;
  }

  private RepairPlan plan(Catalog catalog) throws IOException {
    return RepairPlan.of(store, kernels, catalog, progress);
  }

  private RepairReport report(Catalog catalog, RepairPlan plan, OptionalLong version, long start) {
    return new RepairReport(
        base(catalog).version(),
        version,
        catalog.damaged().stream().flatMap(damage -> damage.versions().stream()).toList(),
        catalog.damaged().isEmpty() ? List.of() : lostFiles(plan.leftovers()),
        plan.repairs(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static Manifest base(Catalog catalog) {
    return catalog.newest().orElseThrow();
  }

  /** Segments that no sound version names. */
  private List<LostFile> lostFiles(List<String> leftovers) {
    List<LostFile> files = new ArrayList<>();
    for (String name : leftovers) {
      Optional<SegmentInfo> info = SegmentPeek.describe(store, name);
      info.ifPresent(found ->
          files.add(
              new LostFile(
                  name, found.rows(), new IdRange(found.minId(), found.maxId(), found.rows()))));
    }
    return files;
  }

  private long publish(Catalog catalog, RepairPlan plan, List<LostFile> lost) throws IOException {
    Manifest base = base(catalog);
    FileNames names = FileNames.behind(store).from(base.nextFile());
    List<SegmentEntry> entries = new ArrayList<>();
    for (SegmentPlan segment : plan.segments()) {
      write(segment, base, names).ifPresent(entries::add);
    }
    Versions versions = new Versions(store);
    long version = versions.numbers().getLast() + 1;
    long nextId = lost.stream().mapToLong(file -> file.ids().last() + 1).max().orElse(1);
    versions.publish(
        new Manifest(
            version,
            clock.instant(),
            Operation.REPAIR,
            base.dimension(),
            base.metric(),
            base.schema(),
            base.analyzer(),
            base.index(),
            Math.max(base.nextId(), nextId), // ids of lost versions are not used again
            names.next(),
            entries));
    return version;
  }

  private Optional<SegmentEntry> write(SegmentPlan plan, Manifest base, FileNames names)
      throws IOException {
    if (plan.repair().isEmpty()) {
      return Optional.of(plan.entry());
    }
    SegmentRepair.Action action = plan.repair().get().action();
    return switch (action) {
      case DROPPED -> Optional.empty();
      case REBUILT -> Optional.of(rebuilt(plan, base, names));
      case TAKEN_BACK, DELETES_RESTORED -> Optional.of(withDeletes(plan, names));
    };
  }

  private SegmentEntry rebuilt(SegmentPlan plan, Manifest base, FileNames names)
      throws IOException {
    RowSource source = new SelectedRows(plan.rows().orElseThrow(), plan.live());
    SegmentSpec spec = new SegmentSpec(base.dimension(), base.metric(), base.index());
    SegmentInfo info = SegmentWriter.write(store, names.segment(), spec, source, kernels);
    return SegmentEntry.merged(info, plan.entry().level());
  }

  private SegmentEntry withDeletes(SegmentPlan plan, FileNames names) throws IOException {
    SegmentInfo info = plan.entry().info();
    SegmentEntry entry = SegmentEntry.merged(info, plan.entry().level());
    RowSet deleted = RowSet.range(info.rows()).minus(plan.live());
    return deleted.isEmpty()
        ? entry
        : entry.withTombstones(TombstoneFile.write(store, names.tombstones(), info, deleted));
  }

  /** The new version is there: damaged manifests can get out of the way. */
  private void setAside(Catalog catalog) throws IOException {
    Set<String> present = new HashSet<>();
    store.list("").stream().map(BlobInfo::name).forEach(present::add);
    for (Damage damage : catalog.damaged()) {
      if (present.contains(damage.file())) {
        copy(damage.file());
        store.delete(damage.file());
      }
    }
  }

  /** Keeps a copy under a name that is free. */
  private void copy(String name) throws IOException {
    for (int number = 1; ; number++) {
      String target = SET_ASIDE_PREFIX + (number == 1 ? "" : number + "-") + name;
      try (BlobReader blob = store.open(name);
          Arena memory = Arena.ofConfined();
          BlobWriter writer = store.create(target)) {
        writer.write(BlobBytes.of(blob, memory));
        writer.publish();
        return;
      } catch (FileAlreadyExistsException _) {
        // Kept by an earlier repair: the next name.
      }
    }
  }
}
