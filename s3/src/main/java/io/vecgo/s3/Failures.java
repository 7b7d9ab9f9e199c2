package io.vecgo.s3;

import io.vecgo.store.UnansweredException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** What failed requests mean. Messages say what was asked, never with which credentials. */
final class Failures {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int EMPTY_RANGE = 416;

  private Failures() {}

  static boolean isMissing(SdkException failure) {
    return status(failure) == NOT_FOUND && !(failure instanceof NoSuchBucketException);
  }

  static boolean isEmptyRange(SdkException failure) {
    return status(failure) == EMPTY_RANGE;
  }

  /** Whether the name is taken, or was while somebody else was about to take it. */
  static boolean isTaken(SdkException failure) {
    return status(failure) == PRECONDITION_FAILED;
  }

  /** Whether two writers of a name met, and the store asks to try again. */
  static boolean isMeeting(SdkException failure) {
    return status(failure) == CONFLICT;
  }

  /** Whether the store has refused the only request that was sent: nothing is on its way. */
  static boolean isRefused(SdkException failure) {
    int status = status(failure);
    Integer attempts = failure.numAttempts();
    return status >= 400 && status < 500 && attempts != null && attempts == 1;
  }

  private static int status(SdkException failure) {
    return failure instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  /** The failure for callers of the store. */
  static IOException of(String doing, String object, SdkException failure) {
    if (isMissing(failure)) {
      return new NoSuchFileException(object);
    }
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return caused(new InterruptedIOException(doing + " " + object + " was interrupted"), failure);
    }
    return new IOException(message(doing, object, failure), failure);
  }

  /** The failure for callers who must not believe that nothing has happened. */
  static UnansweredException unanswered(String doing, String object, SdkException failure) {
    return new UnansweredException(message(doing, object, failure), failure);
  }

  private static String message(String doing, String object, SdkException failure) {
    return doing + " " + object + " failed: " + failure.getMessage();
  }

  private static IOException caused(IOException failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}
