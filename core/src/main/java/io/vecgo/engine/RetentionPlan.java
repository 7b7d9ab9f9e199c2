package io.vecgo.engine;

import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.manifest.Versions.Stored;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.store.BlobInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a vacuum deletes: a pure function of what is there, the policy and the time.
 *
 * <p>A file goes if no version that stays names it, and either a version that goes names it, or
 * none does and nobody can come to name it any more, which its number tells: see {@link
 * Inventory#firstFileInWork}.
 *
 * @param versions manifests to delete, in this order
 * @param kept how many versions stay
 * @param files files that only those versions name
 * @param orphans files that no version names
 */
record RetentionPlan(
    List<BlobInfo> versions, int kept, List<BlobInfo> files, List<BlobInfo> orphans) {

  /**
   * What there is.
   *
   * @param versions all, ascending
   * @param files all segments and tombstones
   * @param tagged versions that have a tag
   * @param oldestInUse the oldest version that a job of this process works on; it and all newer
   *     ones stay
   * @param firstFileInWork files without a version and with a number below are leftovers; those
   *     above may be what a job under way is writing
   */
  record Inventory(
      List<Stored> versions,
      List<BlobInfo> files,
      Set<Long> tagged,
      long oldestInUse,
      long firstFileInWork) {}

  /** Decides what to delete. */
  static RetentionPlan of(Inventory there, RetentionPolicy policy, Instant now) {
    List<Stored> going = new ArrayList<>();
    List<Manifest> staying = new ArrayList<>();
    for (int i = 0; i < there.versions().size(); i++) {
      if (stays(there, i, policy, now)) {
        staying.add(there.versions().get(i).manifest());
      } else {
        going.add(there.versions().get(i));
      }
    }
    FileReferences needed = FileReferences.of(staying);
    FileReferences released = FileReferences.of(going.stream().map(Stored::manifest).toList());
    List<BlobInfo> notNeeded =
        there.files().stream().filter(file -> !needed.name(file.name())).toList();
    return new RetentionPlan(
        going.stream().map(RetentionPlan::blob).toList(),
        staying.size(),
        notNeeded.stream().filter(file -> released.name(file.name())).toList(),
        notNeeded.stream()
            .filter(file -> !released.name(file.name()) && isLeftover(file, there))
            .toList());
  }

  private static boolean stays(Inventory there, int index, RetentionPolicy policy, Instant now) {
    List<Stored> versions = there.versions();
    Manifest manifest = versions.get(index).manifest();
    return index >= versions.size() - policy.keepVersions()
        || manifest.version() >= there.oldestInUse()
        || there.tagged().contains(manifest.version())
        || isYounger(manifest.createdAt(), policy.keepDuration(), now)
        || isYounger(versions.get(index + 1).manifest().createdAt(), policy.gracePeriod(), now);
  }

  private static boolean isYounger(Instant instant, Duration age, Instant now) {
    return Duration.between(instant, now).compareTo(age) < 0;
  }

  private static boolean isLeftover(BlobInfo file, Inventory there) {
    OptionalLong number = FileNames.numberOf(file.name());
    return number.isPresent() && number.getAsLong() < there.firstFileInWork();
  }

  private static BlobInfo blob(Stored version) {
    return new BlobInfo(Versions.nameOf(version.manifest().version()), version.bytes());
  }

  /** Size of all that is deleted. */
  long bytes() {
    return bytes(versions) + bytes(files) + bytes(orphans);
  }

  private static long bytes(List<BlobInfo> blobs) {
    return blobs.stream().mapToLong(BlobInfo::bytes).sum();
  }
}
