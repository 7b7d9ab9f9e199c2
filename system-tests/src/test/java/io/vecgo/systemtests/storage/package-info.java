/**
 * Proof of the promises of the storage engine: what is durable, what failures do, what damage does.
 * docs/testing.md has the figures and how to run more of each.
 */
@NullMarked
package io.vecgo.systemtests.storage;

import org.jspecify.annotations.NullMarked;
