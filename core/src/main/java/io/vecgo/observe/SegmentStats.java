package io.vecgo.observe;

/**
 * One segment of the current version.
 *
 * @param file name in the store
 * @param level 0 for a committed memtable
 * @param rows rows in the file
 * @param tombstones rows of the file that are deleted, committed or not
 * @param bytes size of the file and of its tombstones
 * @param minId smallest id in the file
 * @param maxId largest id in the file
 * @param graph whether searches walk a graph; small segments are scanned
 * @param oversampling how many times k candidates a walk compares by their full vectors; 1 if walks
 *     read full vectors already
 */
public record SegmentStats(
    String file,
    int level,
    long rows,
    long tombstones,
    long bytes,
    long minId,
    long maxId,
    boolean graph,
    double oversampling) {}
