package io.vecgo.quant;

/**
 * How the components of a vector are divided: runs of consecutive components, the first of which
 * are one longer than the others where the dimension does not divide.
 */
record Subspaces(int dimension, int count) {

  /** First component of a subspace; of the one behind the last: the dimension. */
  int begin(int subspace) {
    return subspace * (dimension / count) + Math.min(subspace, dimension % count);
  }

  /** Components of a subspace, at least one. */
  int size(int subspace) {
    return begin(subspace + 1) - begin(subspace);
  }
}
