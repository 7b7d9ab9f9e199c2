package io.vecgo.analysis;

import java.util.function.Consumer;

/**
 * Cuts texts into terms. Records and queries go through the same analyzer, so a query finds a
 * record where both give the same term. Implementations are thread-safe, and always give the same
 * terms for the same text.
 */
public interface Analyzer {

  /**
   * Says what the analyzer does, parameters included: analyzers of one name give the same terms. It
   * is stored with a database, which refuses to be opened with another one.
   */
  String name();

  /**
   * Gives the terms of a text, in order and as often as they stand there. A term is not empty and
   * not longer than 255 chars.
   */
  void analyze(String text, Consumer<String> terms);
}
