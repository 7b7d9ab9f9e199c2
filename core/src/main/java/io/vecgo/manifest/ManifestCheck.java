package io.vecgo.manifest;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.CorruptException;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentInfo;
import java.util.regex.Pattern;

/**
 * Refuses a manifest that is well formed and cannot be true: what it says is used without further
 * checks, its names by the store, its counters for what is written next.
 */
final class ManifestCheck {
  private static final Pattern SEGMENT = Pattern.compile("segment-[1-9][0-9]{0,17}\\.bin");
  private static final Pattern TOMBSTONES = Pattern.compile("tombstones-[1-9][0-9]{0,17}\\.bin");

  private final String name;

  private ManifestCheck(String name) {
    this.name = name;
  }

  /**
   * Checks the manifest of a file.
   *
   * @throws CorruptException naming the file and the value
   */
  static void check(String name, Manifest manifest) {
    ManifestCheck check = new ManifestCheck(name);
    check.that(manifest.nextId() >= 1, "nextId", manifest.nextId());
    check.that(manifest.nextFile() >= 1, "nextFile", manifest.nextFile());
    manifest.segments().forEach(segment -> check.segment(segment, manifest.nextId()));
  }

  private void segment(SegmentEntry segment, long nextId) {
    SegmentInfo info = segment.info();
    that(SEGMENT.matcher(info.file()).matches(), "file of a segment", info.file());
    that(info.tail() >= 0 && info.tail() <= info.bytes(), "tail", info.tail());
    that(info.rows() <= RowSet.ROWS_MAX, "rows", info.rows());
    that(info.minId() >= 1 && info.minId() <= info.maxId(), "minId", info.minId());
    that(info.maxId() < nextId, "maxId", info.maxId());
    segment
        .tombstones()
        .ifPresent(file -> that(TOMBSTONES.matcher(file.file()).matches(), "file", file.file()));
  }

  private void that(boolean holds, String what, Object found) {
    if (!holds) {
      throw new ByteReader.Place(name, "payload", 0)
          .corrupt(0, "invalid manifest", "a possible value of " + what, String.valueOf(found));
    }
  }
}
