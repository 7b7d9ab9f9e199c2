/**
 * The life of a database: open, write, commit, take snapshots, close. Each step is a class; nothing
 * does it all.
 */
package io.vecgo.engine;
