package io.vecgo.store;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names a blob may have, the same in every store so that blobs can move between them. */
public final class BlobNames {
  /** How the names of unfinished blobs begin. */
  static final String TEMPORARY_PREFIX = "tmp-";

  /** The file that the writer of a local store holds locked. */
  static final String LOCK = "writer.lock";

  /** The file in which the writer of a local store says who it is. */
  static final String OWNER = "writer.owner";

  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,63}");
  private static final Set<String> RESERVED = Set.of(LOCK, OWNER);

  private BlobNames() {}

  /** Returns the name if a blob may have it, and throws if not. */
  public static String check(String name) {
    if (!isAllowed(name)) {
      throw new IllegalArgumentException(
          "name="
              + name
              + ": must be 1 to 64 characters of a-z 0-9 . _ -, not begin with . or "
              + TEMPORARY_PREFIX
              + ", and not be one of "
              + LOCK
              + " and "
              + OWNER);
    }
    return name;
  }

  /** Whether a blob may have this name. */
  public static boolean isAllowed(String name) {
    return ALLOWED.matcher(name).matches()
        && !name.startsWith(TEMPORARY_PREFIX)
        && !RESERVED.contains(name);
  }
}
