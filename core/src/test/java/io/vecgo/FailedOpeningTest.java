package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An opening that fails late leaves nothing open. */
class FailedOpeningTest {
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger openReaders = new AtomicInteger();

  @Test
  void segmentsAreClosedIfTheFilesCannotBeListed() {
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(3, Metric.L2))) {
      database.insertAll(Samples.records(1, 5, 3));
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Vecgo.open(withoutListOfAll(), OpenOptions.defaults()));
    assertThat(openReaders).hasValue(0);
    Vecgo.open(store, OpenOptions.defaults()).close();
  }

  /** The store, but that it lists manifests only, and that its open readers are counted. */
  private BlobStore withoutListOfAll() {
    return proxy(
        BlobStore.class,
        (method, arguments) -> {
          if (method.getName().equals("list") && arguments[0].equals("")) {
            throw new IOException("made to fail");
          }
          Object result = call(method, store, arguments);
          return result instanceof BlobReader reader ? counted(reader) : result;
        });
  }

  private BlobReader counted(BlobReader reader) {
    openReaders.incrementAndGet();
    return proxy(
        BlobReader.class,
        (method, arguments) -> {
          openReaders.addAndGet(method.getName().equals("close") ? -1 : 0);
          return call(method, reader, arguments);
        });
  }

  private interface Call {
    Object of(Method method, Object... arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call.of(method, arguments)));
  }

  private static Object call(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
