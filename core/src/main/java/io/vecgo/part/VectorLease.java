package io.vecgo.part;

import java.util.List;

/** Keeps the vectors of rows in memory as long as it is open. */
public interface VectorLease extends AutoCloseable {

  /** Of rows that are in memory anyway. */
  static VectorLease ofResident() {
    return () -> {};
  }

  /** All of these, closed together. */
  static VectorLease ofAll(List<VectorLease> leases) {
    return () -> leases.forEach(VectorLease::close);
  }

  @Override
  void close();
}
