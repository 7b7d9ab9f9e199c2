package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A blob on its way to a file: grows under a temporary name until it is whole and synced. */
final class LocalWriter extends FailStopWriter {
  private final LocalDirectory directory;
  private final Path temporary;
  private final FileChannel channel;
  private boolean isPublished;

  LocalWriter(LocalDirectory directory, String name) throws IOException {
    super(name);
    this.directory = directory;
    this.temporary = directory.temporary(name);
    this.channel = directory.createForWriting(temporary);
  }

  @Override
  protected void append(MemorySegment bytes) throws IOException {
    FileBytes.append(channel, bytes);
  }

  @Override
  protected void finish(String blobName) throws IOException {
    channel.force(true);
    channel.close();
    directory.publish(temporary, blobName);
    isPublished = true;
  }

  /**
   * A published blob is whole whatever becomes of its temporary name: the next sweep removes it.
   */
  @Override
  public void close() throws IOException {
    channel.close();
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      if (!isPublished) {
        throw e;
      }
    }
  }
}
