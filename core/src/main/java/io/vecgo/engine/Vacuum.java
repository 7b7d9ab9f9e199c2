package io.vecgo.engine;

import io.vecgo.engine.FilesInWork.Limits;
import io.vecgo.engine.RetentionPlan.Inventory;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Tags;
import io.vecgo.manifest.Versions;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.Tag;
import io.vecgo.observe.VacuumReport;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes versions that a policy does not keep, and files that no version names. Manifests go
 * first, oldest first, then files: whenever it stops, each manifest that is left finds all its
 * files, and the next vacuum finishes. Searches and commits go on meanwhile; what they have open
 * stays readable, as stores promise of deleted blobs. One at a time: the caller sees to that.
 */
final class Vacuum {
  private final BlobStore store;
  private final Clock clock;

  Vacuum(BlobStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Deletes. */
  VacuumReport run(RetentionPolicy policy, Limits inWork) throws IOException {
    long start = System.nanoTime();
    RetentionPlan plan = plan(policy, inWork);
    for (List<BlobInfo> blobs : List.of(plan.versions(), plan.files(), plan.orphans())) {
      for (BlobInfo blob : blobs) {
        store.delete(blob.name());
      }
    }
    return report(plan, start);
  }

  /** Says what would be deleted. */
  VacuumReport preview(RetentionPolicy policy, Limits inWork) throws IOException {
    long start = System.nanoTime();
    return report(plan(policy, inWork), start);
  }

  private RetentionPlan plan(RetentionPolicy policy, Limits inWork) throws IOException {
    List<BlobInfo> files =
        store.list("").stream()
            .filter(blob -> FileNames.numberOf(blob.name()).isPresent())
            .toList();
    Set<Long> tagged =
        new Tags(store).all().stream().map(Tag::version).collect(Collectors.toUnmodifiableSet());
    Inventory there =
        new Inventory(
            new Versions(store).all(), files, tagged, inWork.oldestVersion(), inWork.firstFile());
    return RetentionPlan.of(there, policy, clock.instant());
  }

  private static VacuumReport report(RetentionPlan plan, long start) {
    return new VacuumReport(
        plan.versions().stream().map(blob -> Versions.numberOf(blob.name())).toList(),
        plan.kept(),
        plan.files().stream().map(BlobInfo::name).toList(),
        plan.orphans().stream().map(BlobInfo::name).toList(),
        plan.bytes(),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
