package io.vecgo.s3;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients of the SDK as options say. */
final class Clients {
  private Clients() {}

  /** A client that speaks HTTP through the JDK. */
  static S3Client of(S3Options options) {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(options.connectTimeout())
            .socketTimeout(options.readTimeout())
            .build();
    return of(options, http, retries(options));
  }

  /** A client that speaks HTTP through this one, and closes it. */
  static S3Client of(S3Options options, SdkHttpClient http, StandardRetryStrategy retries) {
    return S3Client.builder()
        .httpClient(http)
        .region(region(options))
        .credentialsProvider(credentials(options))
        .applyMutation(client -> options.endpoint().ifPresent(client::endpointOverride))
        .serviceConfiguration(Clients::sendPlainBodies)
        .forcePathStyle(options.endpoint().isPresent())
        .overrideConfiguration(override -> override.retryStrategy(retries))
        .build();
  }

  /** Bodies are in memory: they need no chunks, no trailers and no permission to be sent. */
  private static void sendPlainBodies(S3Configuration.Builder service) {
    service.chunkedEncodingEnabled(false).expectContinueEnabled(false);
  }

  /**
   * The standard ones: growing pauses with chance in them, fewer while all fails. Answers that end
   * in the middle are tried again, too.
   */
  static StandardRetryStrategy retries(S3Options options) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(options.attemptsMax())
        .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
        .build();
  }

  private static AwsCredentialsProvider credentials(S3Options options) {
    Optional<S3Options.AccessKey> key = options.accessKey();
    return key.isPresent()
        ? StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.get().id(), key.get().secret()))
        : DefaultCredentialsProvider.builder().build();
  }

  private static Region region(S3Options options) {
    return options
        .region()
        .map(Region::of)
        .orElseGet(() -> options.endpoint().isPresent() ? regionOrFirst() : regionOfEnvironment());
  }

  private static Region regionOrFirst() {
    try {
      return regionOfEnvironment();
    } catch (IllegalArgumentException _) {
      return Region.US_EAST_1;
    }
  }

  private static Region regionOfEnvironment() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException unknown) {
      throw new IllegalArgumentException(
          "region: must be given, by S3Options.withRegion or AWS_REGION", unknown);
    }
  }
}
