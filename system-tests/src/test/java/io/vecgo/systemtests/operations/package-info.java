/** What an operator goes through, done: the drills of docs/operations.md. */
@NullMarked
package io.vecgo.systemtests.operations;

import org.jspecify.annotations.NullMarked;
