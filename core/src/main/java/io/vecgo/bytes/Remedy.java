package io.vecgo.bytes;

/**
 * What an operator can do about a damaged file. Files never change, so that a file of the same name
 * from any backup of the database is the file that was lost.
 */
final class Remedy {
  private static final String FROM_BACKUP = "put the file back from a backup";

  private Remedy() {}

  /** By the kind of the file, which its name tells. */
  static String of(String file) {
    if (file.startsWith("segment-")) {
      return FROM_BACKUP + ", or run repair, which saves its intact rows";
    }
    if (file.startsWith("tombstones-")) {
      return FROM_BACKUP + ", or run repair, which keeps the deletes that older files know";
    }
    if (file.startsWith("manifest-")) {
      return FROM_BACKUP + ", or run repair, which goes back to the newest sound version";
    }
    return "restore the database from a backup";
  }
}
