package io.vecgo.segment;

import io.vecgo.model.Metric;

/**
 * What a manifest knows of a segment file: enough to prune it without opening it, and to notice
 * that it is not the file that was written.
 *
 * @param file name in the store
 * @param bytes size of the file
 * @param tail where in the file begins what searches need all the time: all but vectors, keys,
 *     documents and payloads; 0 if the file is better read whole
 * @param directoryChecksum checksum of its directory, which holds the checksums of all the rest
 * @param rows rows in the file
 * @param dimension components of a vector
 * @param metric how its vectors are compared
 * @param minId smallest id
 * @param maxId largest id
 * @param statistics what is known of all its rows
 */
public record SegmentInfo(
    String file,
    long bytes,
    long tail,
    int directoryChecksum,
    int rows,
    int dimension,
    Metric metric,
    long minId,
    long maxId,
    SegmentStatistics statistics) {

  /** A segment of which nothing else is known. */
  public SegmentInfo(
      String file,
      long bytes,
      int directoryChecksum,
      int rows,
      int dimension,
      Metric metric,
      long minId,
      long maxId) {
    this(
        file,
        bytes,
        0,
        directoryChecksum,
        rows,
        dimension,
        metric,
        minId,
        maxId,
        SegmentStatistics.UNKNOWN);
  }

  /** This, with other statistics. */
  public SegmentInfo withStatistics(SegmentStatistics other) {
    return new SegmentInfo(
        file, bytes, tail, directoryChecksum, rows, dimension, metric, minId, maxId, other);
  }
}
