package io.vecgo.s3;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobNames;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a store asks of its bucket, but for creating objects. Thread-safe. */
final class Bucket {
  /** What one request reads at most, and so what is read again after a failure. */
  private static final long READ_BYTES_MAX = 16 << 20;

  private static final int COPY_BYTES = 64 << 10;

  private final S3Client client;
  private final S3Location location;
  private final int listedKeys;

  /**
   * @param listedKeys how many keys to ask for in one list
   */
  Bucket(S3Client client, S3Location location, int listedKeys) {
    this.listedKeys = listedKeys;
    this.client = client;
    this.location = location;
  }

  S3Client client() {
    return client;
  }

  S3Location location() {
    return location;
  }

  /** The end of an object, and how large it is. One request, two if it is empty. */
  Tail tail(String name) throws IOException {
    GetObjectRequest request = get(name, "bytes=-" + Tail.BYTES);
    try {
      return client.getObject(request, Bucket::tail);
    } catch (SdkException failure) {
      if (Failures.isEmptyRange(failure)) {
        return Tail.unread(size(name));
      }
      throw failed("reading", name, failure);
    }
  }

  private static Tail tail(GetObjectResponse response, AbortableInputStream body)
      throws IOException {
    byte[] bytes = new byte[Math.toIntExact(response.contentLength())];
    fill(body, MemorySegment.ofArray(bytes));
    return new Tail(size(response), MemorySegment.ofArray(bytes));
  }

  /** From {@code bytes 10-19/20}; a server that ignores ranges sends all. */
  private static long size(GetObjectResponse response) {
    String range = response.contentRange();
    return range == null
        ? response.contentLength()
        : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  private long size(String name) throws IOException {
    try {
      return client
          .headObject(head -> head.bucket(location.bucket()).key(location.key(name)))
          .contentLength();
    } catch (SdkException failure) {
      throw failed("looking for", name, failure);
    }
  }

  /** Fills memory with a range of an object. */
  void read(String name, long offset, MemorySegment target) throws IOException {
    for (long at = 0; at < target.byteSize(); at += READ_BYTES_MAX) {
      long bytes = Math.min(READ_BYTES_MAX, target.byteSize() - at);
      readOnce(name, offset + at, target.asSlice(at, bytes));
    }
  }

  private void readOnce(String name, long offset, MemorySegment target) throws IOException {
    long last = offset + target.byteSize() - 1;
    GetObjectRequest request = get(name, "bytes=" + offset + "-" + last);
    if (length(name, request, target) != target.byteSize()) {
      throw new EOFException(address(name) + " ends before byte " + last);
    }
  }

  /** How many bytes the object has of a range; all of them are in the target then. */
  private long length(String name, GetObjectRequest request, MemorySegment target)
      throws IOException {
    ResponseTransformer<GetObjectResponse, Long> copy =
        (response, body) -> {
          if (response.contentLength() == target.byteSize()) {
            fill(body, target);
          }
          return response.contentLength();
        };
    try {
      return client.getObject(request, copy);
    } catch (SdkException failure) {
      if (Failures.isEmptyRange(failure)) {
        return 0;
      }
      throw failed("reading", name, failure);
    }
  }

  /** Throws what the client tries again if the body ends early. */
  private static void fill(InputStream body, MemorySegment target) throws IOException {
    byte[] buffer = new byte[(int) Math.min(COPY_BYTES, target.byteSize())];
    for (long at = 0; at < target.byteSize(); ) {
      int count = body.read(buffer, 0, (int) Math.min(buffer.length, target.byteSize() - at));
      if (count < 0) {
        throw RetryableException.create("the answer ends after " + at + " bytes");
      }
      MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, at, count);
      at += count;
    }
  }

  private GetObjectRequest get(String name, String range) {
    return GetObjectRequest.builder()
        .bucket(location.bucket())
        .key(location.key(name))
        .range(range)
        .build();
  }

  /** What was noted with an object; empty if there is none. */
  Optional<Map<String, String>> notes(String name) throws IOException {
    try {
      return Optional.of(
          client
              .headObject(head -> head.bucket(location.bucket()).key(location.key(name)))
              .metadata());
    } catch (SdkException failure) {
      if (Failures.isMissing(failure)) {
        return Optional.empty();
      }
      throw failed("looking for", name, failure);
    }
  }

  /** The blobs whose names begin like this. One request for each thousand. */
  List<BlobInfo> list(String namePrefix) throws IOException {
    List<BlobInfo> blobs = new ArrayList<>();
    try {
      for (ListObjectsV2Response page :
          client.listObjectsV2Paginator(list ->
              list.bucket(location.bucket())
                  .prefix(location.key(namePrefix))
                  .delimiter("/")
                  .maxKeys(listedKeys))) {
        page.contents().forEach(object -> addIfBlob(object, blobs));
      }
    } catch (SdkException failure) {
      throw failed("listing", namePrefix, failure);
    }
    blobs.sort(Comparator.comparing(BlobInfo::name));
    return List.copyOf(blobs);
  }

  private void addIfBlob(S3Object object, List<BlobInfo> blobs) {
    String name = location.name(object.key());
    if (BlobNames.isAllowed(name)) {
      blobs.add(new BlobInfo(name, object.size()));
    }
  }

  void delete(String name) throws IOException {
    try {
      client.deleteObject(delete -> delete.bucket(location.bucket()).key(location.key(name)));
    } catch (SdkException failure) {
      throw failed("deleting", name, failure);
    }
  }

  /** What a failed request of the SDK is to callers of the store. */
  IOException failed(String doing, String name, SdkException failure) {
    return Failures.of(doing, address(name), failure);
  }

  /** An object, for messages. */
  String address(String name) {
    return "s3://" + location.bucket() + "/" + location.key(name);
  }
}
