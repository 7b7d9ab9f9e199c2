package io.vecgo.store;

import java.io.IOException;

/** Another writer has the store; {@link #owner} is the line it left. */
public final class LockHeldException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String owner;

  public LockHeldException(String owner) {
    super("locked by " + owner);
    this.owner = owner;
  }

  public String owner() {
    return owner;
  }
}
