package io.vecgo.engine;

import java.time.Instant;

/** Which version is opened. */
public sealed interface VersionChoice {

  /** The current one. */
  record Newest() implements VersionChoice {}

  /** The one of this number. */
  record Exactly(long version) implements VersionChoice {}

  /** The one that was current at an instant. */
  record AsOf(Instant instant) implements VersionChoice {}

  /** The one that has this tag. */
  record Tagged(String name) implements VersionChoice {}
}
