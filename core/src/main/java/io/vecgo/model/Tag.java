package io.vecgo.model;

import java.util.regex.Pattern;

/**
 * A name for a version, which is kept as long as it has one.
 *
 * @param name 1 to 39 characters of {@code a-z 0-9 . _ -}, of which the first is a letter
 * @param version the number of the version
 */
public record Tag(String name, long version) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,38}");

  public Tag {
    checkName(name);
    if (version < 1) {
      throw new IllegalArgumentException("version=" + version + ": must be at least 1");
    }
  }

  /** Throws unless a tag may have this name. It begins with a letter, so no number is a name. */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name=" + name + ": must be 1 to 39 characters of a-z 0-9 . _ -, the first a letter");
    }
  }
}
