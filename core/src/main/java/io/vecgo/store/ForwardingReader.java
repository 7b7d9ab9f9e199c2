package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A reader that does what another does, optional things included. Who wraps a reader extends it and
 * overrides what is to be different: both {@link #read} and {@link #mapped}, if the bytes are.
 */
public abstract class ForwardingReader implements BlobReader {
  private final BlobReader inner;

  protected ForwardingReader(BlobReader inner) {
    this.inner = inner;
  }

  @Override
  public long size() {
    return inner.size();
  }

  @Override
  public void read(long offset, MemorySegment target) throws IOException {
    inner.read(offset, target);
  }

  @Override
  public Optional<MemorySegment> mapped() throws IOException {
    return inner.mapped();
  }

  @Override
  public boolean isNear() throws IOException {
    return inner.isNear();
  }

  @Override
  public boolean distrust() throws IOException {
    return inner.distrust();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
