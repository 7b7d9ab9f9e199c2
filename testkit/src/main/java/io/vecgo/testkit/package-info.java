/**
 * What tests of Vecgo and of its stores share: contracts, seeded generators and a naive model of
 * the database.
 */
@NullMarked
package io.vecgo.testkit;

import org.jspecify.annotations.NullMarked;
