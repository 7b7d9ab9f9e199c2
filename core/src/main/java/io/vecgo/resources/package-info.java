/** What databases of one process share: memory, workers, and who waits for them. */
@NullMarked
package io.vecgo.resources;

import org.jspecify.annotations.NullMarked;
