package io.vecgo.cli.demo;

import io.vecgo.cli.demo.DemoDirectory.Earlier;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The object store of a demo database, known from others by an object that the demo leaves. */
public record DemoPrefix(BlobStore store) {
  private static final String MARK = "readme-demo.txt";
  private static final String MARK_TEXT =
      "A database made by 'vecgo demo'. The next run of it replaces everything under this prefix.\n";

  /**
   * Leaves the store empty but for the mark.
   *
   * @throws IllegalArgumentException if there is something in it that must stay
   */
  public void prepare(Earlier earlier) throws IOException {
    List<BlobInfo> blobs = store.list("");
    if (!blobs.isEmpty()) {
      requireReplaceable(blobs, earlier);
    }
    for (BlobInfo blob : blobs) {
      store.delete(blob.name());
    }
    try (BlobWriter mark = store.create(MARK)) {
      mark.write(MemorySegment.ofArray(MARK_TEXT.getBytes(StandardCharsets.UTF_8)));
      mark.publish();
    }
  }

  private void requireReplaceable(List<BlobInfo> blobs, Earlier earlier) {
    if (blobs.stream().noneMatch(blob -> blob.name().equals(MARK))) {
      throw new IllegalArgumentException(
          "dir="
              + store.location()
              + ": holds objects that are not of a demo, name another place with --dir");
    }
    if (earlier == Earlier.KEEP) {
      throw new IllegalArgumentException(
          "dir="
              + store.location()
              + ": holds the database of an earlier demo, which --keep does not replace");
    }
  }
}
