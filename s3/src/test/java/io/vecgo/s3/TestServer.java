package io.vecgo.s3;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.gaul.s3proxy.junit.S3ProxyJunitCore;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** An object store in memory, behind HTTP, one for all tests of the process. */
final class TestServer {
  static final String BUCKET = "bucket";
  static final int ATTEMPTS = 3;

  /** The smallest that the server takes. */
  static final int PART_BYTES = 5 << 20;

  static final int LISTED_KEYS = 5;

  private TestServer() {}

  /** Started when the first test needs it; never in a process that is a client only. */
  private static final class Server {
    private static final S3ProxyJunitCore STARTED = started();
  }

  private static S3ProxyJunitCore started() {
    S3ProxyJunitCore server =
        new S3ProxyJunitCore.Builder()
            .withCredentials("access", "secret")
            .withBlobStoreProvider("transient-nio2")
            .build();
    try {
      server.beforeEach();
    } catch (Exception failure) {
      throw new IllegalStateException("the server does not start", failure);
    }
    try (S3Client client = Clients.of(options(uri(server)))) {
      client.createBucket(create -> create.bucket(BUCKET));
    }
    return server;
  }

  private static URI uri(S3ProxyJunitCore server) {
    return Objects.requireNonNull(server.getUri());
  }

  /** Of a server of another process. */
  static S3Options options(URI endpoint) {
    return S3Options.defaults()
        .withEndpoint(endpoint)
        .withRegion("eu-central-1")
        .withAccessKey("access", "secret");
  }

  static URI endpoint() {
    return uri(Server.STARTED);
  }

  static S3Options options() {
    return options(uri(Server.STARTED));
  }

  /** A prefix that nobody uses. */
  static S3Location newLocation() {
    return new S3Location(BUCKET, "test/" + UUID.randomUUID());
  }

  /** A store in a place of its own, of which a list takes several requests. */
  static S3Store newStore() {
    return new S3Store(Clients.of(options()), newLocation(), new Sizes(PART_BYTES, LISTED_KEYS));
  }

  /** A store that speaks through an HTTP client and tries again without pauses. */
  static S3Store store(S3Location location, SdkHttpClient http) {
    return store(location, http, 1_000);
  }

  /** As {@link #store}, of which a list takes several requests. */
  static S3Store storeOfShortPages(S3Location location, SdkHttpClient http) {
    return store(location, http, LISTED_KEYS);
  }

  private static S3Store store(S3Location location, SdkHttpClient http, int listedKeys) {
    StandardRetryStrategy retries =
        Clients.retries(options()).toBuilder()
            .maxAttempts(ATTEMPTS)
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .circuitBreakerEnabled(false)
            .build();
    return new S3Store(
        Clients.of(options(), http, retries), location, new Sizes(PART_BYTES, listedKeys));
  }

  static SdkHttpClient http() {
    return UrlConnectionHttpClient.create();
  }
}
