/**
 * The vocabulary of the database as immutable values: what goes in, what comes out, what can go
 * wrong.
 */
package io.vecgo.model;
