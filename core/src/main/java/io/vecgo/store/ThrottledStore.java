package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A store into which blobs are written no faster than a rate. Closing it does nothing. */
public final class ThrottledStore extends ForwardingStore {
  private final ByteRate rate;

  public ThrottledStore(BlobStore inner, ByteRate rate) {
    super(inner);
    this.rate = rate;
  }

  @Override
  public BlobWriter create(String name) throws IOException {
    return new Writer(super.create(name));
  }

  @Override
  public void close() {}

  private final class Writer implements BlobWriter {
    private final BlobWriter writer;

    Writer(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(MemorySegment bytes) throws IOException {
      rate.take(bytes.byteSize());
      writer.write(bytes);
    }

    @Override
    public void publish() throws IOException {
      writer.publish();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
