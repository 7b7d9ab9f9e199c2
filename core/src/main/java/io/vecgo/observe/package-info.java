/**
 * What the database tells about its own work: statistics of a query, results of a commit, events
 * for metrics.
 */
package io.vecgo.observe;
