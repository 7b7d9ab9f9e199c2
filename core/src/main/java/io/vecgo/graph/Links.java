package io.vecgo.graph;

/** Who is linked to whom on one layer of a graph. Readable by any number of threads. */
public interface Links {

  /** Copies the neighbours of a row into {@code target} and returns how many there are. */
  default int read(int row, int[] target) {
    return read(row, target, 0);
  }

  /** Copies the neighbours of a row into {@code target[at ..]}; returns how many there are. */
  int read(int row, int[] target, int at);

  /** Most neighbours of a row. */
  int linksMax();

  /** What reading the neighbours of a row reads, in bytes. */
  default long recordBytes() {
    return (1L + linksMax()) * Integer.BYTES;
  }

  /** Rows that there is room for: all rows and neighbours are below it. */
  int capacityRows();
}
