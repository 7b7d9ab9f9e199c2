package io.vecgo.graph;

/**
 * Why bytes are not a graph.
 *
 * @param offset byte of the graph at which it shows
 * @param problem what is wrong, for example {@code invalid neighbour}
 * @param expected what should be there
 * @param found what is there
 */
public record GraphDamage(long offset, String problem, String expected, String found) {}
