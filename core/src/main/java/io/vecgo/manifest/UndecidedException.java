package io.vecgo.manifest;

import java.io.IOException;

/** The store has not answered whether it published a version, and could not be asked again. */
public final class UndecidedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayStillHappen;

  private UndecidedException(long version, IOException unanswered, boolean mayStillHappen) {
    super(
        "nobody can say whether version "
            + version
            + " was published: the next commit finds out. "
            + unanswered.getMessage(),
        unanswered);
    this.mayStillHappen = mayStillHappen;
  }

  /** It has happened or never will; it could not be looked which. */
  static UndecidedException unseen(long version, IOException unanswered) {
    return new UndecidedException(version, unanswered, false);
  }

  /** It has not happened, or not for good, and a request may be on its way. */
  static UndecidedException onItsWay(long version, IOException unanswered) {
    return new UndecidedException(version, unanswered, true);
  }

  /** Whether looking is not enough: only {@link Versions#publishAgain} decides. */
  public boolean mayStillHappen() {
    return mayStillHappen;
  }
}
