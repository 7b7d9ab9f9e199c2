package io.vecgo.cli.input;

import java.io.IOException;

/**
 * A file is not what it should be. The message is one sentence that names file, place, finding and
 * expectation.
 */
public final class BadInputException extends IOException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
