package io.vecgo.testkit.disk;

import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import io.vecgo.testkit.BlobStoreContract;
import java.io.IOException;

class SimulatedStoreTest extends BlobStoreContract {
  @Override
  protected BlobStore newStore() throws IOException {
    return LocalStore.open(new SimulatedDisk().directory().resolve("new").resolve("store"));
  }
}
