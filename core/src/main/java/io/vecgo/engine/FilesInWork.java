package io.vecgo.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What merges and backups under way build on, and which files they may have written that no version
 * names yet: a vacuum beside them leaves both alone. Commits need no such note, as a vacuum looks
 * while none runs and leaves alone what is written later. Begun and looked at under the lock of
 * publications.
 */
final class FilesInWork {
  private final Set<Work> works = ConcurrentHashMap.newKeySet();

  /**
   * What a vacuum leaves alone.
   *
   * @param oldestVersion this version and all newer ones
   * @param firstFile files with this number and higher ones
   */
  record Limits(long oldestVersion, long firstFile) {
    Limits and(Limits other) {
      return new Limits(
          Math.min(oldestVersion, other.oldestVersion), Math.min(firstFile, other.firstFile));
    }
  }

  /** Work that was begun; closed when a version names its files, or they are gone. */
  final class Work implements AutoCloseable {
    private final Limits limits;

    private Work(Limits limits) {
      this.limits = limits;
    }

    @Override
    public void close() {
      works.remove(this);
    }
  }

  /** Work begins on a version; the files that it writes will have this number or higher ones. */
  Work begin(long version, long firstFile) {
    Work work = new Work(new Limits(version, firstFile));
    works.add(work);
    return work;
  }

  /** What may be in work if the next file gets this number. */
  Limits limits(long currentVersion, long nextFile) {
    return works.stream()
        .map(work -> work.limits)
        .reduce(new Limits(currentVersion, nextFile), Limits::and);
  }
}
