package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.manifest.Manifest;
import java.util.Optional;

/**
 * Finds the analyzer that the texts of a database were indexed with.
 *
 * @param given by whoever opens the database; needed if it is not a standard one
 */
record Analyzers(Optional<Analyzer> given) {

  /**
   * The analyzer that a version names.
   *
   * @throws IllegalArgumentException if another one was given, or none and it is not a standard one
   */
  Analyzer of(Manifest manifest) {
    String wanted = manifest.analyzer();
    if (given.isPresent() && !given.get().name().equals(wanted)) {
      throw new IllegalArgumentException(
          "analyzer="
              + given.get().name()
              + ": the texts of the database are indexed by "
              + wanted);
    }
    if (given.isEmpty() && !StandardAnalyzer.isStandard(wanted)) {
      throw new IllegalArgumentException(
          "analyzer="
              + wanted
              + ": the texts of the database are indexed by it, so it must be given to open it");
    }
    return given.orElseGet(() -> StandardAnalyzer.parse(wanted));
  }
}
