package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Maintenance;
import io.vecgo.observe.VerifyReport;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link SmallDatabase} whose files are damaged for a moment. Confined to one thread. */
final class DamagedDatabase {
  private final SmallDatabase kind;
  private final MemoryStore store;
  private final Blobs blobs;
  private final Answers sound;
  private final Figures figures;

  DamagedDatabase(SmallDatabase kind, long seed, Figures figures) {
    this.kind = kind;
    this.store = kind.create(seed);
    this.blobs = new Blobs(store);
    this.sound = Answers.of(store);
    this.figures = figures;
  }

  /** Of how many places in a file one is tried in this run. */
  int stride() {
    return kind.stride();
  }

  List<String> names() {
    return blobs.names();
  }

  /** The bytes of a file; the caller's. */
  byte[] read(String name) {
    return blobs.read(name);
  }

  /**
   * Throws if the database gives a wrong answer, or fails without a typed exception, as long as
   * files have other bytes.
   *
   * @param damaged the other bytes by the names of files
   * @param damage what kind of it, for the figures
   * @param when the same in detail, for the message
   */
  void assertNoneWrong(Map<String, byte[]> damaged, String damage, String when) {
    Map<String, byte[]> whole = blobs.replace(damaged);
    Answers answers = Answers.ofDamaged(store, when);
    blobs.replace(whole);
    answers.assertNoneWrong(sound, when);
    count(damage, answers.isComplete() ? "all answers right" : "refused, typed");
  }

  /** Throws if a verification does not tell of damage; the rest as in {@link #assertNoneWrong}. */
  void assertVerified(Map<String, byte[]> damaged, String damage, String when) {
    Map<String, byte[]> whole = blobs.replace(damaged);
    VerifyReport report = Maintenance.verify(store, (_, _, _) -> {});
    blobs.replace(whole);
    assertThat(report.damages()).as("damage found " + when).isNotEmpty();
    count(damage, "found by verify");
  }

  private void count(String damage, String effect) {
    figures.add("%s, %s: %s".formatted(damage, kind.name().toLowerCase(Locale.ROOT), effect), 1);
  }
}
