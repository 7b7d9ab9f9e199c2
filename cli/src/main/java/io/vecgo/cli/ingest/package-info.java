/** Writes many records into a database: in batches, by several threads, with commits in between. */
package io.vecgo.cli.ingest;
