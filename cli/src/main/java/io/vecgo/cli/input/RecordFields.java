package io.vecgo.cli.input;

import java.util.Optional;

/**
 * Which fields of a JSON object are not metadata.
 *
 * @param vector holds the vector, an array of numbers
 * @param key holds the key, a string or a number; without it rows are numbered
 */
public record RecordFields(String vector, Optional<String> key) {
  /** The field {@code vector} is the vector, and rows are numbered. */
  public static final RecordFields DEFAULT = new RecordFields("vector", Optional.empty());
}
