/** Processes that may use little memory, and searches in them. */
@NullMarked
package io.vecgo.testkit.memory;

import org.jspecify.annotations.NullMarked;
