package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Why nothing can be written for a while.
 *
 * @param exception what a write gets, a new one each time
 */
record Refusal(Supplier<VecgoException> exception) {
  /** The last commit is under way. */
  static final Refusal CLOSING =
      new Refusal(() -> new ClosedException("the database is being closed"));

  /** What is live depends on whether a version was published, and nobody can say. */
  static Refusal undecided(IOException unanswered) {
    return new Refusal(() ->
        new StoreException(
            "nothing can be written until a commit has found out whether a rollback was done",
            unanswered));
  }
}
