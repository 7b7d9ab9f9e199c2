package io.vecgo.manifest;

import io.vecgo.model.Tag;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of a store. A tag is an empty blob whose name says the version and the name of the tag:
 * nothing in it can be damaged, and no name ever stands for two contents.
 */
public final class Tags {
  private static final String PREFIX = "tag-";
  private static final Pattern BLOB =
      Pattern.compile(PREFIX + "(\\d{20})-([a-z][a-z0-9._-]{0,38})");

  private final BlobStore store;

  public Tags(BlobStore store) {
    this.store = store;
  }

  /** The blob of a tag. */
  public static String nameOf(Tag tag) {
    return String.format("%s%020d-%s", PREFIX, tag.version(), tag.name());
  }

  /** All tags, by version, then name. */
  public List<Tag> all() throws IOException {
    return store.list(PREFIX).stream()
        .map(BlobInfo::name)
        .map(BLOB::matcher)
        .filter(Matcher::matches)
        .map(blob -> new Tag(blob.group(2), Long.parseLong(blob.group(1))))
        .toList();
  }

  /** The tag of a name. Where writers without a lock made two, that of the newer version. */
  public Optional<Tag> find(String name) throws IOException {
    return all().reversed().stream().filter(tag -> tag.name().equals(name)).findFirst();
  }

  /** Makes a tag; no effect if there is the same. One cost: a file, two syncs. */
  public void put(Tag tag) throws IOException {
    try (BlobWriter blob = store.create(nameOf(tag))) {
      blob.publish();
    } catch (FileAlreadyExistsException taken) {
      if (!all().contains(tag)) { // what a store lists is durable, also if a failure left it
        throw taken;
      }
    }
  }

  /** Removes a tag; no effect if there is none. */
  public void remove(Tag tag) throws IOException {
    store.delete(nameOf(tag));
  }
}
