package io.vecgo.s3;

import io.vecgo.store.FailStopWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/**
 * An object on its way. What fits into a part is sent when it is published, by one request; of
 * anything larger the parts are sent while it is written.
 */
final class S3Writer extends FailStopWriter {
  private static final int FIRST_BYTES = 64 << 10;

  private final Creation creation;
  private final int partBytes;
  private byte[] buffer = new byte[FIRST_BYTES];
  private int used;
  private Optional<Parts> parts = Optional.empty();

  S3Writer(Bucket bucket, String name, int partBytes) {
    super(name);
    this.creation = new Creation(bucket, name);
    this.partBytes = partBytes;
  }

  @Override
  protected void append(MemorySegment bytes) throws IOException {
    for (long at = 0; at < bytes.byteSize(); ) {
      if (used == limit()) {
        sendPart();
      }
      int count = (int) Math.min(limit() - used, bytes.byteSize() - at);
      ensureRoom(used + count);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, buffer, used, count);
      used += count;
      at += count;
    }
  }

  /** Parts grow, as their number is limited. */
  private int limit() {
    return parts.map(sent -> sent.nextBytes(partBytes)).orElse(partBytes);
  }

  private void ensureRoom(int bytes) {
    if (bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(limit(), Math.max(bytes, buffer.length * 2)));
    }
  }

  private void sendPart() throws IOException {
    if (parts.isEmpty()) {
      parts = Optional.of(creation.startParts());
    }
    parts.get().send(Arrays.copyOf(buffer, used));
    used = 0;
  }

  @Override
  protected void finish(String blobName) throws IOException {
    if (parts.isEmpty()) {
      creation.publish(Arrays.copyOf(buffer, used));
    } else {
      sendPart();
      creation.publish(parts.get());
    }
    parts = Optional.empty();
  }

  /** Parts of what was not published would be paid for. */
  @Override
  public void close() throws IOException {
    used = 0;
    if (parts.isPresent()) {
      parts.get().abort();
      parts = Optional.empty();
    }
  }
}
