package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.testkit.BlobStoreContract;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class S3StoreTest extends BlobStoreContract {
  @Override
  protected BlobStore newStore() {
    return TestServer.newStore();
  }

  @Override
  protected boolean locks() {
    return false;
  }

  @Override
  protected boolean keepsDeletedBlobsReadable() {
    return false;
  }

  @Test
  void blobOfManyPartsComesBackAsWritten() throws IOException {
    byte[] bytes = bytes(3 * TestServer.PART_BYTES + 1);
    put("blob", bytes);
    assertThat(get("blob")).isEqualTo(bytes);
  }

  @Test
  void blobOfManyPartsIsNeverReplaced() throws IOException {
    put("blob", bytes(10));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> put("blob", bytes(TestServer.PART_BYTES + 1)));
    assertThat(get("blob")).isEqualTo(bytes(10));
  }

  @Test
  void objectsBelowThePrefixAreNoBlobs() throws IOException {
    put("blob", bytes(1));
    S3Location inner = S3Location.parse(store().location() + "/inner");
    try (BlobStore other = S3Store.open(inner, TestServer.options())) {
      try (var writer = other.create("blob")) {
        writer.publish();
      }
      assertThat(names("")).containsExactly("blob");
      assertThat(other.list("")).containsExactly(new BlobInfo("blob", 0));
    }
  }

  @Test
  void moreBlobsAreListedThanFitIntoAnAnswer() throws IOException {
    int blobs = 2 * TestServer.LISTED_KEYS + 1;
    for (int i = 0; i < blobs; i++) {
      put("blob-" + i, bytes(i));
    }
    assertThat(names("blob-")).hasSize(blobs);
  }

  @Test
  void blobThatIsSmallerThanItsKnownSizeEndsEarly() throws IOException {
    put("blob", bytes(100));
    try (BlobReader reader = store().open(new BlobInfo("blob", 200))) {
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> reader.read(50, MemorySegment.ofArray(new byte[100])));
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> reader.read(150, MemorySegment.ofArray(new byte[10])));
    }
  }

  @Test
  void missingBlobOfKnownSizeIsNoticedByTheFirstRead() throws IOException {
    try (BlobReader reader = store().open(new BlobInfo("blob", 200))) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> reader.read(0, MemorySegment.ofArray(new byte[100])))
          .withMessageContaining(store().location());
    }
  }

  @Test
  void missingBucketIsNotAMissingBlob() throws IOException {
    S3Location nowhere = new S3Location("no-such-bucket", "prefix");
    try (BlobStore other = S3Store.open(nowhere, TestServer.options())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> other.open("blob"))
          .isNotInstanceOf(NoSuchFileException.class)
          .withMessageContaining("no-such-bucket");
    }
  }

  @Test
  void wrongCredentialsAreRefusedAndNotPrinted() throws IOException {
    S3Options wrong = TestServer.options().withAccessKey("access", "wrong-secret");
    try (BlobStore other = S3Store.open(TestServer.newLocation(), wrong)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> other.list(""))
          .satisfies(failure -> assertThat(failure).hasMessageNotContaining("wrong-secret"));
    }
  }
}
