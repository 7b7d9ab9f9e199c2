package io.vecgo.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads one JSON object per line; empty lines may only be at the end. */
final class JsonLines implements RowReader<Map<String, Object>> {
  private final LineReader lines;

  JsonLines(Input input) {
    this.lines = new LineReader(input);
  }

  @Override
  public Optional<Map<String, Object>> next() throws IOException {
    Optional<String> line = lines.next();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    if (line.get().isBlank()) {
      requireOnlyBlankLines();
      return Optional.empty();
    }
    return Optional.of(parse(line.get()));
  }

  private void requireOnlyBlankLines() throws IOException {
    BadInputException gap = problem("is empty, expected a JSON object");
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isBlank()) {
        throw gap;
      }
    }
  }

  private Map<String, Object> parse(String line) throws IOException {
    try {
      return JSON.std.mapFrom(line);
    } catch (JsonProcessingException e) {
      throw problem("is not a JSON object (" + e.getOriginalMessage() + ")");
    }
  }

  /** The exception for something wrong in the line that was read last. */
  BadInputException problem(String problem) {
    return lines.problem(problem);
  }

  /** The exception for what a constructor of the model says about the line that was read last. */
  BadInputException problem(IllegalArgumentException cause) {
    return problem(Objects.requireNonNullElse(cause.getMessage(), "is not a record"));
  }

  @Override
  public double fraction() {
    return lines.input().fraction();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
