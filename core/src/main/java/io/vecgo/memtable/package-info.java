/**
 * The rows that are not committed yet: in memory, changing, searchable as soon as they are written.
 */
package io.vecgo.memtable;
