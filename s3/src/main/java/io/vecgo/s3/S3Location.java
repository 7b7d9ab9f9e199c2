package io.vecgo.s3;

import java.util.Objects;

/**
 * A bucket and a prefix in it; all blobs of a store have keys that begin with the prefix and a
 * slash.
 *
 * @param prefix without slashes at its ends; empty for a store that is a whole bucket
 */
public record S3Location(String bucket, String prefix) {
  private static final String SCHEME = "s3://";

  public S3Location {
    Objects.requireNonNull(prefix, "prefix");
    if (bucket.isEmpty() || bucket.contains("/")) {
      throw new IllegalArgumentException("bucket=" + bucket + ": must be the name of a bucket");
    }
    if (prefix.startsWith("/") || prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix=" + prefix + ": must not begin or end with /");
    }
  }

  /** Whether a text is meant as such an address. */
  public static boolean isAddress(String text) {
    return text.startsWith(SCHEME);
  }

  /** Reads {@code s3://bucket/prefix}. */
  public static S3Location parse(String address) {
    if (!isAddress(address)) {
      throw new IllegalArgumentException("address=" + address + ": must be s3://bucket/prefix");
    }
    String path = address.substring(SCHEME.length());
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Location(path, "")
        : new S3Location(path.substring(0, slash), withoutSlashes(path.substring(slash)));
  }

  private static String withoutSlashes(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  /** The key of a blob, or of all whose names begin like this. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The name of the blob that has a key. */
  String name(String key) {
    return key.substring(key("").length());
  }

  /** As an address. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + prefix;
  }
}
