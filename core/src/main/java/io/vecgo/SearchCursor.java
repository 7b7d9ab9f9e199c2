package io.vecgo;

import io.vecgo.engine.PinnedCursor;
import io.vecgo.query.Answer;

/**
 * The results of a query, page by page, from the snapshot that it was made of: what is written
 * later changes nothing. No record comes twice, and in the end every record that matches has come.
 * With an exact query pages follow each other in the order of scores; otherwise each page is in
 * order, and a later one may hold a nearer record that a graph walk missed before. Holding one
 * keeps memory and files: close it soon. Thread-safe.
 */
public final class SearchCursor implements AutoCloseable {
  private final PinnedCursor cursor;

  SearchCursor(PinnedCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * The next k results, or as many as are left: none at the end.
   *
   * @throws io.vecgo.model.ClosedException if the cursor is closed
   */
  public SearchResult next() {
    Answer answer = cursor.next();
    return new SearchResult(answer.hits(), answer.stats());
  }

  @Override
  public void close() {
    cursor.close();
  }
}
