package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends BlobStoreContract {
  @Override
  protected BlobStore newStore() {
    return new MemoryStore();
  }

  @Test
  void blobsOutliveTheClosing() throws Exception {
    put("blob", bytes(10));
    store().close();
    assertThat(get("blob")).isEqualTo(bytes(10));
  }
}
