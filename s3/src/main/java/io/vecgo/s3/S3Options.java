package io.vecgo.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach an object store. Immutable; each method returns a changed copy. What is not said
 * here comes from where the tools of AWS look for it: environment, system properties, the files in
 * {@code ~/.aws}, the metadata of the machine.
 */
public final class S3Options {
  private static final int PART_BYTES_MIN = 5 << 20;
  private static final int PART_BYTES_MAX = 1 << 30;

  private final Optional<URI> endpoint;
  private final Optional<String> region;
  private final Optional<AccessKey> accessKey;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final int attemptsMax;
  private final int partBytes;

  /** Never printed. */
  record AccessKey(String id, String secret) {
    AccessKey {
      Objects.requireNonNull(id, "accessKey");
      Objects.requireNonNull(secret, "secretKey");
    }

    @Override
    public String toString() {
      return "an access key";
    }
  }

  private S3Options(
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<AccessKey> accessKey,
      Duration connectTimeout,
      Duration readTimeout,
      int attemptsMax,
      int partBytes) {
    this.endpoint = endpoint;
    this.region = region;
    this.accessKey = accessKey;
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.attemptsMax = attemptsMax;
    this.partBytes = partBytes;
  }

  /**
   * AWS, or the endpoint in {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} or the system
   * properties {@code aws.endpointUrlS3} or {@code aws.endpointUrl}; the region and the credentials
   * of the environment; 5 seconds to connect, 30 seconds without a byte, 5 attempts, parts of 8
   * MiB.
   */
  public static S3Options defaults() {
    return new S3Options(
        endpointOfEnvironment(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        5,
        8 << 20);
  }

  /** In the order in which the tools of AWS look. */
  private static Optional<URI> endpointOfEnvironment() {
    return Stream.of(
            System.getProperty("aws.endpointUrlS3"),
            System.getenv("AWS_ENDPOINT_URL_S3"),
            System.getProperty("aws.endpointUrl"),
            System.getenv("AWS_ENDPOINT_URL"))
        .filter(Objects::nonNull)
        .filter(url -> !url.isBlank())
        .findFirst()
        .map(URI::create);
  }

  /**
   * Another object store than that of AWS, such as {@code http://localhost:9000}. Buckets are then
   * part of the path, not of the host, and where no region is known it is {@code us-east-1}.
   */
  public S3Options withEndpoint(URI newEndpoint) {
    return new S3Options(
        Optional.of(newEndpoint),
        region,
        accessKey,
        connectTimeout,
        readTimeout,
        attemptsMax,
        partBytes);
  }

  /** The region of the bucket, such as {@code eu-central-1}. */
  public S3Options withRegion(String newRegion) {
    return new S3Options(
        endpoint,
        Optional.of(newRegion),
        accessKey,
        connectTimeout,
        readTimeout,
        attemptsMax,
        partBytes);
  }

  /** These credentials in place of those of the environment. */
  public S3Options withAccessKey(String newAccessKey, String secretKey) {
    return new S3Options(
        endpoint,
        region,
        Optional.of(new AccessKey(newAccessKey, secretKey)),
        connectTimeout,
        readTimeout,
        attemptsMax,
        partBytes);
  }

  /** How long connecting may take, and how long a connection may be silent. */
  public S3Options withTimeouts(Duration connect, Duration silence) {
    checkPositive("connect", connect);
    checkPositive("silence", silence);
    return new S3Options(endpoint, region, accessKey, connect, silence, attemptsMax, partBytes);
  }

  private static void checkPositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + "=" + duration + ": must be positive");
    }
  }

  /** How often a request is sent until it counts as failed; pauses grow, with chance in them. */
  public S3Options withAttemptsMax(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts=" + attempts + ": must be at least 1");
    }
    return new S3Options(
        endpoint, region, accessKey, connectTimeout, readTimeout, attempts, partBytes);
  }

  /**
   * Blobs larger than this are sent in parts of this size, which are then larger in very large
   * blobs; 5 MiB to 1 GiB. A writer holds up to five parts in memory.
   */
  public S3Options withPartBytes(int bytes) {
    if (bytes < PART_BYTES_MIN || bytes > PART_BYTES_MAX) {
      throw new IllegalArgumentException(
          "bytes=" + bytes + ": must be " + PART_BYTES_MIN + " to " + PART_BYTES_MAX);
    }
    return new S3Options(
        endpoint, region, accessKey, connectTimeout, readTimeout, attemptsMax, bytes);
  }

  Optional<URI> endpoint() {
    return endpoint;
  }

  Optional<String> region() {
    return region;
  }

  Optional<AccessKey> accessKey() {
    return accessKey;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  int attemptsMax() {
    return attemptsMax;
  }

  int partBytes() {
    return partBytes;
  }
}
