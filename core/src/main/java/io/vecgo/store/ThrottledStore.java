package io.vecgo.store;

import io.vecgo.observe.DiskSpace;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** A store into which blobs are written no faster than a rate. Closing it does nothing. */
public final class ThrottledStore implements BlobStore {
  private final BlobStore inner;
  private final ByteRate rate;

  public ThrottledStore(BlobStore inner, ByteRate rate) {
    this.inner = inner;
    this.rate = rate;
  }

  @Override
  public BlobWriter create(String name) throws IOException {
    return new Writer(inner.create(name));
  }

  @Override
  public BlobReader open(String name) throws IOException {
    return inner.open(name);
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    return inner.open(known);
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    return inner.list(prefix);
  }

  @Override
  public void delete(String name) throws IOException {
    inner.delete(name);
  }

  @Override
  public WriterLock lock(String owner) throws IOException {
    return inner.lock(owner);
  }

  @Override
  public Optional<DiskSpace> space() throws IOException {
    return inner.space();
  }

  @Override
  public String location() {
    return inner.location();
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
