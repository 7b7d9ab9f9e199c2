/**
 * Distance kernels on float32 vectors, in a scalar and a vectorised form with the same results; the
 * only user of {@code jdk.incubator.vector}.
 */
package io.vecgo.kernel;
