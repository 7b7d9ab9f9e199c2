package io.vecgo.text;

import java.util.Optional;

/** The text of one field of a part, as one snapshot sees it. Thread-safe. */
public interface FieldText {

  /** Of the live rows. */
  FieldStatistics statistics();

  /** The rows with a term; empty if there are none. */
  Optional<Postings> postings(String term);

  /**
   * The numbers of terms in the texts of rows.
   *
   * @param rows of which those from {@code from} to {@code to - 1} are looked up
   * @param lengths to be filled at the same places
   */
  void lengths(int[] rows, int from, int to, int[] lengths);
}
