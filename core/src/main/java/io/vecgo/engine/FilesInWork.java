package io.vecgo.engine;

/**
 * What the merge under way builds on, and which files it may have written that no version names
 * yet: a vacuum beside it leaves both alone. Commits need no such note, as a vacuum looks while
 * none runs and leaves alone what is written later. Begun and looked at under the lock of
 * publications.
 */
final class FilesInWork {
  private volatile Limits merge = Limits.NONE;

  /**
   * What a vacuum leaves alone.
   *
   * @param oldestVersion this version and all newer ones
   * @param firstFile files with this number and higher ones
   */
  record Limits(long oldestVersion, long firstFile) {
    static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

    Limits and(Limits other) {
      return new Limits(
          Math.min(oldestVersion, other.oldestVersion), Math.min(firstFile, other.firstFile));
    }
  }

  /** A merge begins on a version; its files will have this number or higher ones. */
  void beginMerge(long version, long firstFile) {
    merge = new Limits(version, firstFile);
  }

  /** The merge has ended: a version names its files, or they are gone. */
  void endMerge() {
    merge = Limits.NONE;
  }

  /** What may be in work if the next file gets this number. */
  Limits limits(long currentVersion, long nextFile) {
    return merge.and(new Limits(currentVersion, nextFile));
  }
}
