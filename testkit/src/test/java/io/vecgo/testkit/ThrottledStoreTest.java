package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ByteRate;
import io.vecgo.store.MemoryStore;
import io.vecgo.store.ThrottledStore;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A store around another does all that the other does. */
class ThrottledStoreTest extends BlobStoreContract {
  @Override
  protected BlobStore newStore() {
    return new ThrottledStore(new MemoryStore(), new ByteRate(1L << 40, ByteRate.Time.system()));
  }

  @Test
  void mappingSurvivesTheWrapper() throws IOException {
    put("blob", bytes(100));
    try (BlobReader reader = store().open("blob")) {
      assertThat(reader.mapped()).isPresent();
    }
  }
}
