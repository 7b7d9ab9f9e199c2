/** What databases tell of their work, as meters of a Micrometer registry. */
package io.vecgo.metrics;
