/**
 * Immutable rows on disk: the sections of a segment file, how they are written, read and verified.
 */
package io.vecgo.segment;
