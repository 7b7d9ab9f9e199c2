package io.vecgo.store;

import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.DiskSpace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A store that does what another does, optional things included. Who wraps a store extends it and
 * overrides what is to be different: of the two ways to {@code open} both, if either.
 */
public abstract class ForwardingStore implements BlobStore {
  private final BlobStore inner;

  protected ForwardingStore(BlobStore inner) {
    this.inner = inner;
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
  public BlobWriter create(String name) throws IOException {
    return inner.create(name);
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
  public Optional<DiskCacheStats> diskCache() {
    return inner.diskCache();
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
