package io.vecgo.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A store that does something before the next blob of a kind is created: once, on that thread. */
public final class HookedStore implements BlobStore {
  private final BlobStore inner;
  private final AtomicReference<Hook> next = new AtomicReference<>(new Hook("", () -> {}));

  /** What is done; it may fail as the store itself. */
  public interface Action {
    void run() throws IOException;
  }

  private record Hook(String prefix, Action action) {}

  public HookedStore(BlobStore inner) {
    this.inner = inner;
  }

  /** Runs an action when a blob with a name like this is created. */
  public void beforeCreating(String prefix, Action action) {
    next.set(new Hook(prefix, action));
  }

  @Override
  public BlobWriter create(String name) throws IOException {
    Hook hook = next.get();
    if (name.startsWith(hook.prefix()) && next.compareAndSet(hook, new Hook("", () -> {}))) {
      hook.action().run();
    }
    return inner.create(name);
  }

  @Override
  public BlobReader open(String name) throws IOException {
    return inner.open(name);
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
  public String location() {
    return inner.location();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
