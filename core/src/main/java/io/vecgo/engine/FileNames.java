package io.vecgo.engine;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives every segment and tombstone file a number that no file ever had, failed commits and
 * leftovers of crashes included. Thread-safe.
 */
final class FileNames {
  private static final Pattern NUMBERED =
      Pattern.compile("(?:segment|tombstones)-(\\d{1,18})\\.bin");

  private final AtomicLong next;

  private FileNames(long next) {
    this.next = new AtomicLong(next);
  }

  /**
   * Continues behind the manifest's count and behind every file that is there.
   *
   * @param nextFile from the manifest
   */
  static FileNames after(BlobStore store, long nextFile) throws IOException {
    long next = nextFile;
    for (BlobInfo blob : store.list("")) {
      Matcher name = NUMBERED.matcher(blob.name());
      if (name.matches()) {
        next = Math.max(next, Long.parseLong(name.group(1)) + 1);
      }
    }
    return new FileNames(next);
  }

  String segment() {
    return "segment-" + next.getAndIncrement() + ".bin";
  }

  String tombstones() {
    return "tombstones-" + next.getAndIncrement() + ".bin";
  }

  /** The number that the next file gets. */
  long next() {
    return next.get();
  }
}
