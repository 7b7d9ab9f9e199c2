package io.vecgo.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The parts of a large object, sent side by side while more is written. Confined to one thread, but
 * for the sending.
 */
final class Parts {
  private static final int UNDER_WAY_MAX = 4;

  /** After so many parts they are twice as large; an object may have 10,000. */
  private static final int PARTS_OF_A_SIZE = 2_000;

  private final Bucket bucket;
  private final String name;
  private final String uploadId;
  private final List<Future<CompletedPart>> sent = new ArrayList<>();

  private Parts(Bucket bucket, String name, String uploadId) {
    this.bucket = bucket;
    this.name = name;
    this.uploadId = uploadId;
  }

  /** Begins an object. One request. */
  static Parts start(Bucket bucket, String name, Map<String, String> note) throws IOException {
    S3Location location = bucket.location();
    try {
      String uploadId =
          bucket
              .client()
              .createMultipartUpload(create ->
                  create
                      .bucket(location.bucket())
                      .key(location.key(name))
                      .metadata(note)
                      .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
              .uploadId();
      return new Parts(bucket, name, uploadId);
    } catch (SdkException failure) {
      throw bucket.failed("creating", name, failure);
    }
  }

  String uploadId() {
    return uploadId;
  }

  /** Size of the next part, if the first had this. */
  int nextBytes(int firstBytes) {
    int doublings = sent.size() / PARTS_OF_A_SIZE;
    return (int) Math.min((long) firstBytes << doublings, 1 << 30);
  }

  /** Sends a part, and waits if too many are under way. */
  void send(byte[] bytes) throws IOException {
    if (sent.size() >= UNDER_WAY_MAX) {
      result(sent.get(sent.size() - UNDER_WAY_MAX));
    }
    int number = sent.size() + 1;
    FutureTask<CompletedPart> task = new FutureTask<>(() -> upload(number, bytes));
    sent.add(task);
    Thread.ofVirtual().name("vecgo-s3-part").start(task);
  }

  private CompletedPart upload(int number, byte[] bytes) throws IOException {
    S3Location location = bucket.location();
    try {
      var answer =
          bucket
              .client()
              .uploadPart(
                  part ->
                      part.bucket(location.bucket())
                          .key(location.key(name))
                          .uploadId(uploadId)
                          .partNumber(number)
                          .checksumCRC32C(Crc32c.of(bytes)),
                  RequestBody.fromBytes(bytes));
      return CompletedPart.builder()
          .partNumber(number)
          .eTag(answer.eTag())
          .checksumCRC32C(answer.checksumCRC32C())
          .build();
    } catch (SdkException failure) {
      throw bucket.failed("sending part " + number + " of", name, failure);
    }
  }

  /** All parts, when they have arrived. */
  CompletedMultipartUpload all() throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    for (Future<CompletedPart> part : sent) {
      parts.add(result(part));
    }
    return CompletedMultipartUpload.builder().parts(parts).build();
  }

  private CompletedPart result(Future<CompletedPart> part) throws IOException {
    try {
      return part.get();
    } catch (ExecutionException failure) {
      throw new IOException("sending " + bucket.address(name) + " failed", failure.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("sending " + bucket.address(name) + " was interrupted");
    }
  }

  /** Throws away what was sent. One request, when none is under way. */
  void abort() throws IOException {
    for (Future<CompletedPart> part : sent) {
      part.cancel(true);
    }
    S3Location location = bucket.location();
    try {
      bucket
          .client()
          .abortMultipartUpload(
              abort -> abort.bucket(location.bucket()).key(location.key(name)).uploadId(uploadId));
    } catch (SdkException failure) {
      if (!Failures.isMissing(failure)) {
        throw bucket.failed("giving up", name, failure);
      }
    }
  }
}
