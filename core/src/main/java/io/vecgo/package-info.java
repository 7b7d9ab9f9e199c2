/**
 * The front door: open a database, write, commit, search. It wires the pieces and holds no logic of
 * its own.
 */
package io.vecgo;
