/**
 * Side by side: vecgo and other libraries over the same vectors, each in a process of its own, from
 * recall against speed to the size of what they keep.
 */
@NullMarked
package io.vecgo.benchmarks.ann;

import org.jspecify.annotations.NullMarked;
