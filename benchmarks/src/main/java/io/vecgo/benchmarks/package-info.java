/** Figures that are measured, not promised; see README.md of this module. */
@NullMarked
package io.vecgo.benchmarks;

import org.jspecify.annotations.NullMarked;
