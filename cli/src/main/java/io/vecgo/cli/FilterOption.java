package io.vecgo.cli;

import io.vecgo.model.Filter;
import picocli.CommandLine.Option;

/** Which records count. */
final class FilterOption {
  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      converter = Arguments.ToFilter.class,
      description = "Only records whose metadata match, for example: pos = 'verb'")
  private Filter filter = Filter.all();

  Filter filter() {
    return filter;
  }
}
