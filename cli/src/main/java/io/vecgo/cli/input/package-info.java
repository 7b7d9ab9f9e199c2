/** Streaming readers of vector, ground-truth and metadata files, plain or gzipped. */
package io.vecgo.cli.input;
