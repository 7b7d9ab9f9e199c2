package io.vecgo.systemtests.storage;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The blobs of a store in memory, to be read and changed as the database never does. */
final class Blobs {
  private final MemoryStore store;

  Blobs(MemoryStore store) {
    this.store = store;
  }

  List<String> names() {
    return store.list("").stream().map(BlobInfo::name).toList();
  }

  byte[] read(String name) {
    try (BlobReader reader = store.open(name)) {
      return reader.mapped().orElseThrow().toArray(ValueLayout.JAVA_BYTE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Puts other bytes in the place of blobs, by name, and returns those that they had. */
  Map<String, byte[]> replace(Map<String, byte[]> bytes) {
    Map<String, byte[]> before = new TreeMap<>();
    bytes.forEach((name, others) -> {
      before.put(name, read(name));
      replace(name, others);
    });
    return before;
  }

  private void replace(String name, byte[] bytes) {
    store.delete(name);
    try (BlobWriter writer = store.create(name)) {
      writer.write(MemorySegment.ofArray(bytes));
      writer.publish();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
