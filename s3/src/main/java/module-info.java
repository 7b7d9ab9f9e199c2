import org.jspecify.annotations.NullMarked;

/** Databases in S3 and in object stores that speak its protocol. */
@NullMarked
@SuppressWarnings("module") // the name of the protocol ends in a digit
module io.vecgo.s3 {
  requires org.slf4j; // the SDK logs through it, and its modules do not say so
  requires java.xml;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires static org.jspecify;
  requires transitive io.vecgo;
  requires transitive software.amazon.awssdk.services.s3;

  exports io.vecgo.s3;
}
