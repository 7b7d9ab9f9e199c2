package io.vecgo.s3;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;

/**
 * The creation of one object, if its name is free.
 *
 * <p>The client sends a request again when it has no answer, and may then be told that the name is
 * taken: by the first request. So each creation notes a number of its own with the object, and
 * after any failure looks for it. If the name is free then, a request may still be on its way.
 */
final class Creation {
  private static final String NOTE = "vecgo-creation";
  private static final String IF_FREE = "*";
  private static final int MEETINGS_MAX = 5;

  private final Bucket bucket;
  private final String name;
  private final Map<String, String> note = Map.of(NOTE, UUID.randomUUID().toString());

  Creation(Bucket bucket, String name) {
    this.bucket = bucket;
    this.name = name;
  }

  private interface Request {
    void send();
  }

  /** Creates the object of these bytes. */
  void publish(byte[] bytes) throws IOException {
    S3Location location = bucket.location();
    publish(() ->
        bucket
            .client()
            .putObject(
                put ->
                    put.bucket(location.bucket())
                        .key(location.key(name))
                        .ifNoneMatch(IF_FREE)
                        .metadata(note)
                        .checksumCRC32C(Crc32c.of(bytes)),
                RequestBody.fromBytes(bytes)));
  }

  /** Begins an object of parts. */
  Parts startParts() throws IOException {
    return Parts.start(bucket, name, note);
  }

  /** Creates the object of these parts. */
  void publish(Parts parts) throws IOException {
    CompletedMultipartUpload all = parts.all();
    S3Location location = bucket.location();
    publish(() ->
        bucket
            .client()
            .completeMultipartUpload(complete ->
                complete
                    .bucket(location.bucket())
                    .key(location.key(name))
                    .uploadId(parts.uploadId())
                    .ifNoneMatch(IF_FREE)
                    .multipartUpload(all)));
  }

  private void publish(Request request) throws IOException {
    try {
      sendWhileMeeting(request);
    } catch (SdkException failure) {
      Optional<Map<String, String>> there = notes(failure);
      if (there.filter(note::equals).isEmpty()) {
        throw there.isPresent() ? taken() : absent(failure);
      }
    }
  }

  /** When two writers of a name meet, the store may refuse both and ask them to come again. */
  private static void sendWhileMeeting(Request request) {
    for (int attempt = 1; ; attempt++) {
      try {
        request.send();
        return;
      } catch (SdkException failure) {
        if (!Failures.isMeeting(failure) || attempt == MEETINGS_MAX) {
          throw failure;
        }
      }
    }
  }

  /** What was noted with the object that has the name, if there is one. */
  private Optional<Map<String, String>> notes(SdkException failure) throws IOException {
    try {
      return bucket.notes(name);
    } catch (IOException unseen) {
      failure.addSuppressed(unseen);
      throw Failures.unanswered("creating", bucket.address(name), failure);
    }
  }

  private IOException taken() {
    return new FileAlreadyExistsException(bucket.address(name));
  }

  private IOException absent(SdkException failure) {
    if (Failures.isTaken(failure)) {
      return taken();
    }
    return Failures.isRefused(failure)
        ? Failures.of("creating", bucket.address(name), failure)
        : Failures.unanswered("creating", bucket.address(name), failure);
  }
}
