package io.vecgo.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** A store that does something before the next blob of a kind is created: once, on that thread. */
public final class HookedStore extends ForwardingStore {
  private final AtomicReference<Hook> next = new AtomicReference<>(new Hook("", () -> {}));

  /** What is done; it may fail as the store itself. */
  public interface Action {
    void run() throws IOException;
  }

  private record Hook(String prefix, Action action) {}

  public HookedStore(BlobStore inner) {
    super(inner);
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
    return super.create(name);
  }
}
