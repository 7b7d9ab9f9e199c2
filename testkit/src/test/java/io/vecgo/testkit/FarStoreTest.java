package io.vecgo.testkit;

import io.vecgo.store.BlobStore;

class FarStoreTest extends BlobStoreContract {
  @Override
  protected BlobStore newStore() {
    return new FarStore("far");
  }

  @Override
  protected boolean locks() {
    return false;
  }

  @Override
  protected boolean keepsDeletedBlobsReadable() {
    return false;
  }
}
