package io.vecgo.store;

import java.io.IOException;

/**
 * A store far away has not said whether a blob got its name, and a request may still be on its way:
 * a blob that is not there now may be there later. Publishing the same bytes again is safe, as only
 * one of both can succeed.
 */
public final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }
}
