package io.vecgo.query;

import io.vecgo.observe.PartStats.Plan;
import io.vecgo.rows.RowSet;

/**
 * How one part is searched.
 *
 * @param rows the rows that can be results
 * @param ef rows that a graph walk keeps in sight; 0 for other plans
 * @param candidates how many rows to find: k, or more if their distances are estimates
 */
record PartPlan(Plan kind, RowSet rows, int ef, int candidates) {}
