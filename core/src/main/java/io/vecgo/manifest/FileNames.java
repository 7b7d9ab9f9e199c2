package io.vecgo.manifest;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives every segment and tombstone file a number that no file ever had, failed commits and
 * leftovers of crashes included. Thread-safe.
 */
public final class FileNames {
  public static final String SEGMENT_PREFIX = "segment-";

  private static final Pattern NUMBERED =
      Pattern.compile("(?:segment|tombstones)-(\\d{1,18})\\.bin");

  private final AtomicLong next;

  private FileNames(long next) {
    this.next = new AtomicLong(next);
  }

  /** For a store of which only a manifest is known; see {@link #from}. */
  public static FileNames first() {
    return new FileNames(1);
  }

  /** Continues behind every file that is there. */
  public static FileNames behind(BlobStore store) throws IOException {
    long next = 1;
    for (BlobInfo blob : store.list("")) {
      next = Math.max(next, numberOf(blob.name()).orElse(0) + 1);
    }
    return new FileNames(next);
  }

  /** The number in the name of a file; empty for other blobs. */
  public static OptionalLong numberOf(String blob) {
    Matcher name = NUMBERED.matcher(blob);
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }

  /** Continues behind a manifest's count too: files of its number may have been and gone. */
  public FileNames from(long nextFile) {
    next.accumulateAndGet(nextFile, Math::max);
    return this;
  }

  public String segment() {
    return SEGMENT_PREFIX + next.getAndIncrement() + ".bin";
  }

  public String tombstones() {
    return "tombstones-" + next.getAndIncrement() + ".bin";
  }

  /** The number that the next file gets. */
  public long next() {
    return next.get();
  }
}
