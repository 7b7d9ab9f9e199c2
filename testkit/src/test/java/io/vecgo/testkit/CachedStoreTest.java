package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.CachedStore;
import io.vecgo.store.LockHeldException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedStoreTest extends BlobStoreContract {
  private static final int BLOB_BYTES = 1_000;

  @TempDir private Path directory;
  private final FarStore far = new FarStore("far");

  @Override
  protected BlobStore newStore() throws IOException {
    return cache(2 * BLOB_BYTES);
  }

  @Override
  protected boolean locks() {
    return false;
  }

  @Override
  protected boolean keepsDeletedBlobsReadable() {
    return false;
  }

  private CachedStore cache(long bytesMax) throws IOException {
    return CachedStore.over(far, directory.resolve("cache"), bytesMax);
  }

  private CachedStore cached() {
    return (CachedStore) store();
  }

  private static BlobInfo info(String name) {
    return new BlobInfo(name, BLOB_BYTES);
  }

  private static byte[] readAll(BlobStore store, String name) throws IOException {
    try (BlobReader reader = store.open(info(name))) {
      return bytesOf(reader);
    }
  }

  private static byte[] bytesOf(BlobReader reader) throws IOException {
    byte[] bytes = new byte[BLOB_BYTES];
    reader.read(0, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Test
  void blobIsFetchedOnce() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    far.requests();
    for (int i = 0; i < 3; i++) {
      assertThat(readAll(store(), "blob")).isEqualTo(bytes(BLOB_BYTES));
    }
    assertThat(far.requests()).isEqualTo(1);
    assertThat(cached().stats().misses()).isEqualTo(1);
    assertThat(cached().stats().hits()).isEqualTo(2);
  }

  @Test
  void nothingIsFetchedBeforeItIsRead() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    far.requests();
    try (BlobReader reader = store().open(info("blob"))) {
      assertThat(reader.isNear()).isFalse();
      assertThat(far.requests()).isZero();
      assertThat(reader.mapped()).isPresent();
      assertThat(reader.isNear()).isTrue();
    }
  }

  @Test
  void threadsThatWantTheSameBlobFetchItOnce() throws Exception {
    put("blob", bytes(BLOB_BYTES));
    far.requests();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> all =
          IntStream.range(0, 8)
              .mapToObj(_ -> threads.submit(() -> readAll(store(), "blob")))
              .toList();
      for (Future<byte[]> one : all) {
        assertThat(one.get()).isEqualTo(bytes(BLOB_BYTES));
      }
    }
    assertThat(far.requests()).isEqualTo(1);
  }

  @Test
  void copiesOutliveTheProcess() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    readAll(store(), "blob");
    store().close();
    far.requests();
    try (CachedStore again = cache(2 * BLOB_BYTES)) {
      assertThat(readAll(again, "blob")).isEqualTo(bytes(BLOB_BYTES));
      assertThat(far.requests()).isZero();
      assertThat(again.stats().heldBytes()).isEqualTo(BLOB_BYTES);
    }
  }

  @Test
  void copyUsedLongestAgoGoesFirst() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      put(name, bytes(BLOB_BYTES));
    }
    readAll(store(), "a");
    readAll(store(), "b");
    readAll(store(), "a");
    readAll(store(), "c");
    far.requests();
    readAll(store(), "a");
    readAll(store(), "c");
    assertThat(far.requests()).isZero();
    assertThat(cached().stats().evictions()).isEqualTo(1);
    assertThat(cached().stats().heldBytes()).isEqualTo(2 * BLOB_BYTES);
  }

  @Test
  void copyThatIsOpenStaysAndOthersAreReadWithoutOne() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      put(name, bytes(BLOB_BYTES));
    }
    try (BlobReader a = store().open(info("a"));
        BlobReader b = store().open(info("b"))) {
      bytesOf(a);
      bytesOf(b);
      try (BlobReader c = store().open(info("c"))) {
        assertThat(bytesOf(c)).isEqualTo(bytes(BLOB_BYTES));
        assertThat(c.mapped()).isEmpty();
      }
      far.requests();
      assertThat(bytesOf(a)).isEqualTo(bytes(BLOB_BYTES));
      assertThat(far.requests()).isZero();
    }
    assertThat(cached().stats().bypasses()).isPositive();
  }

  @Test
  void blobLargerThanTheCacheTakesNoOtherAway() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    put("large", bytes(3 * BLOB_BYTES));
    readAll(store(), "blob");
    try (BlobReader large = store().open(new BlobInfo("large", 3 * BLOB_BYTES))) {
      assertThat(bytesOf(large)).hasSize(BLOB_BYTES);
    }
    assertThat(cached().stats().copies()).isEqualTo(1);
  }

  @Test
  void smallerCacheThanBeforeLetsCopiesGo() throws IOException {
    put("a", bytes(BLOB_BYTES));
    put("b", bytes(BLOB_BYTES));
    readAll(store(), "a");
    readAll(store(), "b");
    store().close();
    try (CachedStore smaller = cache(BLOB_BYTES)) {
      assertThat(smaller.stats().heldBytes()).isEqualTo(BLOB_BYTES);
      assertThat(copiesOnDisk()).hasSize(1);
    }
  }

  private List<Path> copiesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("copy-")).toList();
    }
  }

  @Test
  void failedFetchLeavesNothing() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    far.setOutOfReach(true);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> readAll(store(), "blob"))
        .withMessageContaining("out of reach");
    assertThat(cached().stats().heldBytes()).isZero();
    assertThat(copiesOnDisk()).isEmpty();
    far.setOutOfReach(false);
    assertThat(readAll(store(), "blob")).isEqualTo(bytes(BLOB_BYTES));
  }

  @Test
  void blobsOfOtherStoresAndOtherSizesAreOthers() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    readAll(store(), "blob");
    store().close();
    FarStore other = new FarStore("elsewhere");
    try (CachedStore cache = CachedStore.over(other, directory.resolve("cache"), 2 * BLOB_BYTES)) {
      try (BlobReader reader = cache.open(info("blob"))) {
        assertThat(reader.isNear()).isFalse();
      }
    }
  }

  @Test
  void copyThatOneReaderThrowsAwayIsNotGivenBackByAnother() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      put(name, bytes(BLOB_BYTES));
    }
    try (BlobReader trusting = store().open(info("a"));
        BlobReader distrusting = store().open(info("a"))) {
      bytesOf(trusting);
      bytesOf(distrusting);
      assertThat(distrusting.distrust()).isTrue();
      bytesOf(distrusting);
    }
    readAll(store(), "b");
    readAll(store(), "c");
    far.requests();
    readAll(store(), "a");
    assertThat(far.requests()).as("the oldest copy, which nobody has open, went").isPositive();
  }

  @Test
  void copyThatIsNotWhatItShouldBeIsReadAnew() throws IOException {
    put("blob", bytes(BLOB_BYTES));
    readAll(store(), "blob");
    store().close();
    Files.write(copiesOnDisk().getFirst(), new byte[BLOB_BYTES]);
    try (CachedStore again = cache(2 * BLOB_BYTES);
        BlobReader reader = again.open(info("blob"))) {
      assertThat(bytesOf(reader)).isEqualTo(new byte[BLOB_BYTES]);
      assertThat(reader.distrust()).isTrue();
      assertThat(bytesOf(reader)).isEqualTo(bytes(BLOB_BYTES));
    }
  }

  @Test
  void directoryHasOneUser() {
    assertThatExceptionOfType(LockHeldException.class).isThrownBy(() -> cache(BLOB_BYTES));
  }

  @Test
  void sizeMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> cache(0));
  }
}
