package io.vecgo.s3;

import io.vecgo.store.BlobReader;
import io.vecgo.store.StoreArguments;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** An object, read by ranges. */
final class S3Reader implements BlobReader {
  private final Bucket bucket;
  private final String name;
  private final Tail tail;
  private volatile boolean isClosed;

  S3Reader(Bucket bucket, String name, Tail tail) {
    this.bucket = bucket;
    this.name = name;
    this.tail = tail;
  }

  @Override
  public long size() {
    return tail.size();
  }

  @Override
  public void read(long offset, MemorySegment target) throws IOException {
    if (isClosed) {
      throw new IllegalStateException("the reader is closed");
    }
    StoreArguments.checkRange(offset, target.byteSize(), size());
    long end = offset + target.byteSize();
    long split = Math.clamp(tail.offset(), offset, end);
    if (split > offset) {
      bucket.read(name, offset, target.asSlice(0, split - offset));
    }
    if (split < end) {
      MemorySegment.copy(tail.bytes(), split - tail.offset(), target, split - offset, end - split);
    }
  }

  @Override
  public Optional<MemorySegment> mapped() {
    return Optional.empty();
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
