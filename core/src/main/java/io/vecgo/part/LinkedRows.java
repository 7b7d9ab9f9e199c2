package io.vecgo.part;

import io.vecgo.graph.Links;

/**
 * A graph over some rows of a source.
 *
 * @param links rows in them are numbered from 0
 * @param firstRow the row of the source that is row 0 of the links
 * @param rows number of rows in the graph
 */
public record LinkedRows(Links links, int firstRow, int rows) {}
