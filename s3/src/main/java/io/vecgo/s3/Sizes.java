package io.vecgo.s3;

/**
 * How much goes into one request.
 *
 * @param partBytes larger objects are sent in parts
 * @param listedKeys at most in the answer to one list
 */
record Sizes(int partBytes, int listedKeys) {
  private static final int LISTED_KEYS_MAX = 1_000;

  static Sizes of(S3Options options) {
    return new Sizes(options.partBytes(), LISTED_KEYS_MAX);
  }
}
