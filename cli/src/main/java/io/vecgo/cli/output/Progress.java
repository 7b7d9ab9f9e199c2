package io.vecgo.cli.output;

/** Shows how far a long operation is. Confined to one thread. */
public interface Progress extends AutoCloseable {

  /**
   * Tells where the operation stands; shown if the last time is long enough ago.
   *
   * @param rows rows done
   * @param fraction share of the whole, 0 to 1
   */
  void update(long rows, double fraction);

  /** Ends the display. */
  @Override
  void close();
}
