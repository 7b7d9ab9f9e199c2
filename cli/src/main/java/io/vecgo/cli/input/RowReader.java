package io.vecgo.cli.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the rows of an input one after the other, in constant memory. Confined to one thread. */
public interface RowReader<T> extends AutoCloseable {

  /**
   * The next row; empty at the end.
   *
   * @throws BadInputException if it is not what it should be
   */
  Optional<T> next() throws IOException;

  /** How much of the input has been read, from 0 to 1. */
  double fraction();

  @Override
  void close() throws IOException;

  /** All rows that are left. */
  default List<T> readAll() throws IOException {
    List<T> rows = new ArrayList<>();
    for (Optional<T> row = next(); row.isPresent(); row = next()) {
      rows.add(row.get());
    }
    return rows;
  }
}
