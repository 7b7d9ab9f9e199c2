package io.vecgo.columns;

/** What proved that no row of a part satisfies a filter. */
public enum Pruned {
  /** Which fields and kinds there are, smallest and largest values, or a list of all values. */
  BY_STATS,
  /** A Bloom filter, where bounds alone prove nothing. */
  BY_BLOOM
}
