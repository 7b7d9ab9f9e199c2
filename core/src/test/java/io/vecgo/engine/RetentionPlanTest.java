package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.engine.RetentionPlan.Inventory;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.manifest.Versions.Stored;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.Schema;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile.Tombstones;
import io.vecgo.store.BlobInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which versions and files a vacuum deletes. */
class RetentionPlanTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Stored> versions = new ArrayList<>();
  private final List<BlobInfo> files = new ArrayList<>();
  private Set<Long> tagged = Set.of();
  private long oldestInUse = Long.MAX_VALUE;
  private long firstFileInWork = Long.MAX_VALUE;

  private static RetentionPolicy newest(int versions) {
    return RetentionPolicy.newest(versions).withGracePeriod(Duration.ZERO);
  }

  /** The next version, made some hours ago, of these segments. */
  private RetentionPlanTest version(int hoursAgo, int... segments) {
    List<SegmentEntry> entries = new ArrayList<>();
    for (int segment : segments) {
      entries.add(SegmentEntry.fresh(segment(segment)));
    }
    return version(hoursAgo, entries);
  }

  private RetentionPlanTest version(int hoursAgo, List<SegmentEntry> entries) {
    Manifest manifest =
        new Manifest(
            versions.size() + 1,
            NOW.minus(HOUR.multipliedBy(hoursAgo)),
            Operation.COMMIT,
            3,
            Metric.L2,
            Schema.NONE,
            "standard",
            IndexSettings.DEFAULT,
            1000,
            1000,
            entries);
    versions.add(new Stored(manifest, 100));
    return this;
  }

  private static SegmentInfo segment(int number) {
    return new SegmentInfo("segment-" + number + ".bin", 10, 0, 5, 3, Metric.L2, 1, 5);
  }

  private RetentionPlanTest files(String... names) {
    for (String name : names) {
      files.add(new BlobInfo(name, 10));
    }
    return this;
  }

  private RetentionPlan plan(RetentionPolicy policy) {
    return RetentionPlan.of(
        new Inventory(versions, files, tagged, oldestInUse, firstFileInWork), policy, NOW);
  }

  private List<Long> deleted(RetentionPolicy policy) {
    return plan(policy).versions().stream().map(blob -> Versions.numberOf(blob.name())).toList();
  }

  private static List<String> names(List<BlobInfo> blobs) {
    return blobs.stream().map(BlobInfo::name).toList();
  }

  @Test
  void exactlyTheNewestAreKeptAndNotOneMore() {
    version(5).version(4).version(3).version(2).version(1);
    assertThat(deleted(newest(3))).containsExactly(1L, 2L);
    assertThat(plan(newest(3)).kept()).isEqualTo(3);
    assertThat(deleted(newest(1))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(deleted(newest(5))).isEmpty();
    assertThat(deleted(newest(100))).isEmpty();
  }

  @Test
  void youngVersionsAreKeptBesideTheNewest() {
    version(50).version(40).version(3).version(2).version(1);
    RetentionPolicy policy = RetentionPolicy.of(1, HOUR.multipliedBy(4));
    assertThat(deleted(policy.withGracePeriod(Duration.ZERO))).containsExactly(1L, 2L);
  }

  @Test
  void newestAreKeptWhateverTheirAge() {
    version(50).version(40).version(30);
    RetentionPolicy policy = RetentionPolicy.of(2, HOUR);
    assertThat(deleted(policy.withGracePeriod(Duration.ZERO))).containsExactly(1L);
  }

  @Test
  void versionThatWasCurrentWithinTheGracePeriodIsKept() {
    version(50).version(40).version(1);
    assertThat(deleted(newest(1).withGracePeriod(HOUR.multipliedBy(2)))).containsExactly(1L);
    assertThat(deleted(newest(1).withGracePeriod(HOUR))).containsExactly(1L, 2L);
  }

  @Test
  void taggedVersionsAreKept() {
    version(5).version(4).version(3);
    tagged = Set.of(1L);
    assertThat(deleted(newest(1))).containsExactly(2L);
  }

  @Test
  void versionsThatAJobWorksOnAreKeptWithAllNewerOnes() {
    version(5).version(4).version(3).version(2);
    oldestInUse = 2;
    assertThat(deleted(newest(1))).containsExactly(1L);
  }

  @Test
  void versionsOfTheFutureAreYoung() {
    version(-100).version(3).version(2);
    RetentionPolicy policy = RetentionPolicy.of(1, HOUR).withGracePeriod(Duration.ZERO);
    assertThat(deleted(policy)).containsExactly(2L);
  }

  @Test
  void longestDurationsKeepEverything() {
    version(5).version(4);
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(deleted(RetentionPolicy.of(1, forever))).isEmpty();
    assertThat(deleted(RetentionPolicy.newest(1).withGracePeriod(forever))).isEmpty();
  }

  @Test
  void filesGoWithTheLastVersionThatNamesThem() {
    version(5, 1, 2).version(4, 2, 3).version(3, 3).files("segment-1.bin", "segment-2.bin");
    files("segment-3.bin");
    assertThat(names(plan(newest(2)).files())).containsExactly("segment-1.bin");
    assertThat(names(plan(newest(1)).files())).containsExactly("segment-1.bin", "segment-2.bin");
    assertThat(plan(newest(1)).bytes()).isEqualTo(2 * 100 + 2 * 10);
  }

  @Test
  void tombstonesGoWithTheirVersions() {
    SegmentEntry fresh = SegmentEntry.fresh(segment(1));
    version(5, List.of(fresh.withTombstones(new Tombstones("tombstones-2.bin", 10, 0, 1))));
    version(4, List.of(fresh.withTombstones(new Tombstones("tombstones-3.bin", 10, 0, 2))));
    files("segment-1.bin", "tombstones-2.bin", "tombstones-3.bin");
    assertThat(names(plan(newest(1)).files())).containsExactly("tombstones-2.bin");
  }

  @Test
  void leftoversGoUnlessTheyMayBeInWork() {
    version(5, 4).files("segment-3.bin", "segment-4.bin", "tombstones-7.bin", "segment-8.bin");
    firstFileInWork = 8;
    RetentionPlan plan = plan(newest(1));
    assertThat(names(plan.orphans())).containsExactly("segment-3.bin", "tombstones-7.bin");
    assertThat(plan.files()).isEmpty();
  }

  @Test
  void filesOfVersionsThatGoAreNoLeftovers() {
    version(5, 9).version(4, 4).files("segment-9.bin", "segment-4.bin");
    firstFileInWork = 2; // a merge that began long ago
    assertThat(names(plan(newest(1)).files())).containsExactly("segment-9.bin");
  }

  @Test
  void nothingIsDeletedOfADatabaseOfOneVersion() {
    version(5000, 1).files("segment-1.bin");
    RetentionPlan plan = plan(newest(1));
    assertThat(plan.versions()).isEmpty();
    assertThat(plan.files()).isEmpty();
    assertThat(plan.orphans()).isEmpty();
  }

  @Test
  void policiesKeepAtLeastTheCurrentVersion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionPolicy.newest(0))
        .withMessageContaining("keepVersions=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionPolicy.of(1, Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> newest(1).withGracePeriod(Duration.ofSeconds(-1)));
  }
}
