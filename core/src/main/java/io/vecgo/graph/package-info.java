/**
 * Proximity graphs over row ordinals: how they are built, and how the nearest rows are found in
 * them. No I/O.
 */
package io.vecgo.graph;
