package io.vecgo.manifest;

import java.io.IOException;

/** The store has not answered whether it published a version, and could not be asked again. */
public final class UndecidedException extends IOException {
  private static final long serialVersionUID = 1L;

  UndecidedException(long version, IOException unanswered) {
    super(
        "nobody can say whether version "
            + version
            + " was published: the next commit finds out. "
            + unanswered.getMessage(),
        unanswered);
  }
}
